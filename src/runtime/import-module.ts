import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";
import { failed, messageOf } from "../errors.ts";
import { currentFolder } from "../files/current-folder.ts";

let hooksRegistered = false;

/**
 * Imports a module by path. TypeScript is loaded as it is; where a `.ts` file is not there, its compiled `.js` is taken.
 *
 * @throws {ToolError} exit 4 when it does not exist or fails to load, or when the current folder is gone.
 */
export async function importModule(path: string): Promise<Record<string, unknown>> {
  const compiled = path.replace(/\.ts$/, ".js");
  const file = existsSync(path) ? path : compiled;
  if (!existsSync(file)) throw failed(`there is no module ${path}`);
  await registerHooks();
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (cause) {
    throw failed(`${file} can't be loaded: ${messageOf(cause)}`, { cause });
  }
}

/** Node 22.15 runs hooks in the thread itself; before that they have a thread of their own. */
async function registerHooks(): Promise<void> {
  if (hooksRegistered) return;
  if ("registerHooks" in nodeModule) {
    hooksRegistered = true;
    const hooks = await import("./typescript-hooks.ts");
    (nodeModule as unknown as { registerHooks: (hooks: object) => void }).registerHooks({
      resolve: hooks.resolve,
      load: hooks.load,
    });
  } else {
    // Without it the thread can't start, and Node 20 would wait for that for ever.
    currentFolder();
    hooksRegistered = true;
    nodeModule.register(new URL("./typescript-hooks.js", import.meta.url));
  }
}
