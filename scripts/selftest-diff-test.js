// Plants mistakes in the bundled plugins and lets diff-test find them: node scripts/selftest-diff-test.js [--only TEXT] [--seed S]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, seed: { type: "string", default: "1" } },
});
if (!existsSync(hooks)) {
  console.error("the toolkit is not built; run 'npm run build' and 'npm run build:native'");
  process.exit(4);
}

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "selftest", "run.ts")).href);
const passed = await run({
  root,
  seed: Number(values.seed),
  only: values.only,
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
