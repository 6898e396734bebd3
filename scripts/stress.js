// Puts the bundled plugins, or a server, under load, in minutes: node --expose-gc scripts/stress.js [plugins|serve]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const suites = { plugins: "run.ts", serve: "serve.ts" };
const [suite = "plugins"] = process.argv.slice(2);
if (!(suite in suites)) fail(`there is no stress suite '${suite}': ${Object.keys(suites).join(", ")}`);
if (!existsSync(hooks)) fail("the toolkit is not built; run 'npm run build'");
register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "stress", suites[suite])).href);
const { failed } = await run({ print: (line) => console.log(line) });
process.exitCode = failed === 0 ? 0 : 1;

function fail(message) {
  console.error(message);
  process.exit(4);
}
