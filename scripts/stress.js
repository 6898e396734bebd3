// Puts the bundled plugins, or a server, under load, in minutes: node --expose-gc scripts/stress.js [plugins|serve] [--calls N]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const suites = { plugins: { file: "run.ts", calls: "1000000" }, serve: { file: "serve.ts", calls: "200000" } };
const { values, positionals } = parseArgs({ allowPositionals: true, options: { calls: { type: "string" } } });
const [suite = "plugins"] = positionals;
if (!(suite in suites)) fail(`there is no stress suite '${suite}': ${Object.keys(suites).join(", ")}`);
if (!existsSync(hooks)) fail("the toolkit is not built; run 'npm run build'");
register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "stress", suites[suite].file)).href);
const { failed } = await run({
  calls: Number(values.calls ?? suites[suite].calls),
  print: (line) => console.log(line),
});
process.exitCode = failed === 0 ? 0 : 1;

function fail(message) {
  console.error(message);
  process.exit(4);
}
