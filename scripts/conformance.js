// Runs a conformance suite against the real Python packages: node scripts/conformance.js <suite> [--random N] [--seed S]
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fail, importSource, root } from "./from-source.js";
import { pythonWithCpex } from "./python-environment.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { random: { type: "string", default: "0" }, seed: { type: "string", default: "1" } },
});
const [suite = "runtime"] = positionals;
const module = join("test", "conformance", suite, "run.ts");
if (!existsSync(join(root, module))) fail(`there is no suite '${suite}' in test/conformance`);

const { run } = await importSource(module);
const { passed, failed } = await run({
  python: pythonWithCpex(),
  random: Number(values.random),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
