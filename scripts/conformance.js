// Runs a conformance suite against the real Python packages: node scripts/conformance.js <suite> [--random N] [--seed S]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "test", "conformance");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { random: { type: "string", default: "0" }, seed: { type: "string", default: "1" } },
});
const [suite = "runtime"] = positionals;
const module = join(folder, suite, "run.ts");
if (!existsSync(module)) fail(`there is no suite '${suite}' in test/conformance`);
if (!existsSync(hooks)) fail("the toolkit is not built; run 'npm run build'");

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(module).href);
const { passed, failed } = await run({
  python: process.env.MCPPLUGINS_CONFORMANCE_PYTHON ?? environment(),
  random: Number(values.random),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Makes the Python environment on first use, and again when the requirements change. */
function environment() {
  const venv = join(folder, ".venv");
  const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const requirements = readFileSync(join(folder, "requirements.txt"), "utf8");
  const stamp = join(venv, "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === requirements) return python;
  must(process.platform === "win32" ? "python" : "python3", ["-m", "venv", venv]);
  must(python, ["-m", "pip", "install", "--quiet", "-r", join(folder, "requirements.txt")]);
  writeFileSync(stamp, requirements);
  return python;
}

function must(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) fail(`${command} ${args.join(" ")} failed${error === undefined ? "" : `: ${error.message}`}`);
}

function fail(message) {
  console.error(message);
  process.exit(4);
}
