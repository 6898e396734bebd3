// Puts the bundled plugins, or a server, under load, in minutes: node --expose-gc scripts/stress.js [plugins|serve] [--calls N]
import { parseArgs } from "node:util";
import { fail, importSource } from "./from-source.js";

const suites = { plugins: { file: "run.ts", calls: "1000000" }, serve: { file: "serve.ts", calls: "200000" } };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { calls: { type: "string" } } });
const [suite = "plugins"] = positionals;
if (!(suite in suites)) fail(`there is no stress suite '${suite}': ${Object.keys(suites).join(", ")}`);
const { run } = await importSource(`test/stress/${suites[suite].file}`);
const { failed } = await run({
  calls: Number(values.calls ?? suites[suite].calls),
  print: (line) => console.log(line),
});
process.exitCode = failed === 0 ? 0 : 1;
