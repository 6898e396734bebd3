// Runs a benchmark against a peer, side by side in one run: node scripts/bench.js <name>
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pythonWithCpex } from "./python-environment.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const name = process.argv[2] ?? "runtime";
const module = join(root, "test", "bench", name, "run.ts");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");
if (!existsSync(module)) fail(`there is no benchmark '${name}' in test/bench`);
if (!existsSync(hooks)) fail("the toolkit is not built; run 'npm run build'");

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(module).href);
await run({ python: pythonWithCpex(), print: (line) => console.log(line) });

function fail(message) {
  console.error(message);
  process.exit(4);
}
