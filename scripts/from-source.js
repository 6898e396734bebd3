// What scripts share that run TypeScript of this checkout.
import { existsSync } from "node:fs";
import { register } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Imports a TypeScript module of the checkout, with the module hooks that plugins in TypeScript are loaded with.
 *
 * @param path from the root
 * @param commands what builds all that the module needs
 */
export async function importSource(path, commands = "'npm run build'") {
  const hooks = join(root, "dist", "runtime", "typescript-hooks.js");
  if (!existsSync(hooks)) fail(`the toolkit is not built; run ${commands}`);
  register(pathToFileURL(hooks));
  return await import(pathToFileURL(join(root, path)).href);
}

/** Ends the script with exit 4. */
export function fail(message) {
  console.error(message);
  process.exit(4);
}
