// Puts the bundled plugins under load, in minutes: node --expose-gc scripts/stress.js
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const hooks = join(root, "dist", "runtime", "typescript-hooks.js");

if (!existsSync(hooks)) {
  console.error("the toolkit is not built; run 'npm run build'");
  process.exit(4);
}
register(pathToFileURL(hooks));
const { run } = await import(pathToFileURL(join(root, "test", "stress", "run.ts")).href);
const { failed } = await run({ print: (line) => console.log(line) });
process.exitCode = failed === 0 ? 0 : 1;
