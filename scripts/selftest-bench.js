// Lets bench-compare's engine judge work whose truth is known, under load: node scripts/selftest-bench.js [--seconds N] [--seed S]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "2" }, seed: { type: "string", default: "1" } },
});
if (!existsSync(hooks)) {
  console.error("the toolkit is not built; run 'npm run build'");
  process.exit(4);
}

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "selftest", "bench.ts")).href);
const passed = await run({
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
