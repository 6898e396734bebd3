// Compiles src/ to dist/ and puts the plugins' data files beside their code. Addons that are built already stay.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");

clean(dist);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.json")], { stdio: "inherit" });
if (status !== 0) process.exit(1);
copyData(join(root, "src", "plugins"), join(dist, "plugins"));

/** Removes everything but addons, so that no module outlives its source. */
function clean(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) clean(path);
    else if (!entry.name.endsWith(".node")) rmSync(path);
  }
}

function copyData(from, to) {
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (statSync(source).isDirectory()) {
      if (name !== "corpus") copyData(source, target);
    } else if (!name.endsWith(".ts")) {
      mkdirSync(to, { recursive: true });
      copyFileSync(source, target);
    }
  }
}
