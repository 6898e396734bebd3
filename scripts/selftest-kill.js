// Kills diff-test at chance moments, and looks whether its corpus is whole: node scripts/selftest-kill.js [--kills N] [--seed S]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const { values } = parseArgs({
  options: { kills: { type: "string", default: "50" }, seed: { type: "string", default: "1" } },
});
if (!existsSync(hooks)) {
  console.error("the toolkit is not built; run 'npm run build' and 'npm run build:native'");
  process.exit(4);
}

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "selftest", "kill.ts")).href);
const passed = await run({
  root,
  kills: Number(values.kills),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
