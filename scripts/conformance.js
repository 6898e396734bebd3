// Runs a conformance suite against the real Python packages: node scripts/conformance.js <suite> [--random N] [--seed S]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { pythonWithCpex } from "./python-environment.js";

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
  python: pythonWithCpex(),
  random: Number(values.random),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function fail(message) {
  console.error(message);
  process.exit(4);
}
