// Runs a benchmark against a peer, side by side in one run: node scripts/bench.js <name> [--peer] [--soak N]
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fail, importSource, root } from "./from-source.js";
import { pythonWithCpex } from "./python-environment.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peer: { type: "boolean", default: false }, soak: { type: "string", default: "1000000" } },
});
const [name = "runtime"] = positionals;
const module = join("test", "bench", name, "run.ts");
if (!existsSync(join(root, module))) fail(`there is no benchmark '${name}' in test/bench`);

const { run } = await importSource(module);
await run({
  peer: values.peer,
  soak: Number(values.soak),
  print: (line) => console.log(line),
  // Only asked for where it is needed: it may have to be made first.
  get python() {
    return pythonWithCpex();
  },
});
