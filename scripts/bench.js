// Runs a benchmark against a peer, side by side in one run: node scripts/bench.js <name> [--peer] [--soak N]
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { pythonWithCpex } from "./python-environment.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peer: { type: "boolean", default: false }, soak: { type: "string", default: "1000000" } },
});
const [name = "runtime"] = positionals;
const module = join(root, "test", "bench", name, "run.ts");
if (!existsSync(module)) fail(`there is no benchmark '${name}' in test/bench`);
if (!existsSync(hooks)) fail("the toolkit is not built; run 'npm run build'");

register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(module).href);
await run({
  peer: values.peer,
  soak: Number(values.soak),
  print: (line) => console.log(line),
  // Only asked for where it is needed: it may have to be made first.
  get python() {
    return pythonWithCpex();
  },
});

function fail(message) {
  console.error(message);
  process.exit(4);
}
