// Kills `migrate-config --write` with SIGKILL at random moments and checks that every file is the old one or the new one.
// Usage: npm run build && node scripts/kill-migrate.js [rounds] [files]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../bin/mcpplugins.js", import.meta.url));
const [rounds, files] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 500)];

const oldText = (index) =>
  `plugins:\n${Array.from({ length: 60 }, (_, i) => `  - name: p${index}_${i}\n    kind: k\n    mode: enforce\n`).join("")}`;
const newText = (index) => oldText(index).replaceAll("enforce", "sequential");

/** The exit code, undefined when the process was killed, and how long it ran in milliseconds. */
async function migrate(folder, killAfter) {
  const start = performance.now();
  const child = spawn(process.execPath, [BINARY, "migrate-config", folder, "--write", "--quiet"], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", (code) => resolve(code ?? undefined)));
  if (killAfter !== undefined) {
    await Promise.race([wait(killAfter), ended]);
    child.kill("SIGKILL");
  }
  return { code: await ended, time: performance.now() - start };
}

function fill(folder) {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < files; index++) writeFileSync(join(folder, `${index}.yaml`), oldText(index));
}

const root = mkdtempSync(join(tmpdir(), "kill-migrate-"));
const folder = join(root, "configs");
let [broken, killed, mixed] = [0, 0, 0];
try {
  fill(folder);
  const { code, time } = await migrate(folder);
  if (code !== 0) throw new Error(`an undisturbed run exits ${code}`);
  for (let round = 0; round < rounds; round++) {
    rmSync(folder, { recursive: true });
    fill(folder);
    const run = await migrate(folder, Math.random() * time);
    if (run.code === undefined) killed++;
    const texts = Array.from({ length: files }, (_, index) => readFileSync(join(folder, `${index}.yaml`), "utf8"));
    const changed = texts.filter((text, index) => text === newText(index)).length;
    broken += texts.filter((text, index) => text !== oldText(index) && text !== newText(index)).length;
    if (changed > 0 && changed < files) mixed++;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
console.log(
  `${rounds} rounds of ${files} files, ${killed} killed, ${mixed} of them between files; ${broken} files broken`,
);
process.exitCode = broken === 0 ? 0 : 1;
