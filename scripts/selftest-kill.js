// Kills diff-test at chance moments, and looks whether its corpus is whole: node scripts/selftest-kill.js [--kills N] [--seed S]
import { parseArgs } from "node:util";
import { importSource, root } from "./from-source.js";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "50" }, seed: { type: "string", default: "1" } },
});
const { run } = await importSource("test/selftest/kill.ts", "'npm run build' and 'npm run build:native'");
const passed = await run({
  root,
  kills: Number(values.kills),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
