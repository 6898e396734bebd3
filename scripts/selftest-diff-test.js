// Plants mistakes in the bundled plugins and lets diff-test find them: node scripts/selftest-diff-test.js [--only TEXT] [--seed S]
import { parseArgs } from "node:util";
import { importSource, root } from "./from-source.js";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, seed: { type: "string", default: "1" } },
});
const { run } = await importSource("test/selftest/diff-test.ts", "'npm run build' and 'npm run build:native'");
const passed = await run({
  root,
  seed: Number(values.seed),
  only: values.only,
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
