// Lets bench-compare's engine judge work whose truth is known, under load: node scripts/selftest-bench.js [--seconds N] [--seed S]
import { parseArgs } from "node:util";
import { importSource } from "./from-source.js";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "2" }, seed: { type: "string", default: "1" } },
});
const { run } = await importSource("test/selftest/bench.ts");
const passed = await run({
  seconds: Number(values.seconds),
  seed: Number(values.seed),
  print: (line) => console.log(line),
});
process.exitCode = passed ? 0 : 1;
