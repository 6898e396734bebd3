import { resolve } from "node:path";
import { shownPath } from "../../files/shown-path.ts";
import { MANAGED_SLUGS, managedPlugin } from "../model/managed/index.ts";
import type { Host } from "../rule.ts";
import { type HookProblem, hookProblem } from "./hook-methods.ts";
import { manifestIn } from "./manifest-facts.ts";
import { isPathKind } from "./plugin-folder.ts";
import { findClass } from "./python-class.ts";

/** What is known of the hooks of a plugin. */
export interface PluginHooks {
  /** What the plugin is and why it can't be called there: `cpex-pii-filter has no hook 'x'`. */
  problemOf(hook: string): HookProblem | undefined;
}

/** The hooks of the plugin that a kind names: a managed one, one in a folder, or a Python class beside the file. */
export async function hooksOfKind(kind: string, folder: string, host: Host): Promise<PluginHooks | undefined> {
  const managed = await managedPlugin(MANAGED_SLUGS.includes(kind) ? `cpex_${kind}.` : kind);
  if (managed !== undefined) return fromList(managed.hooks, managed.name);
  if (isPathKind(kind)) {
    const manifest = await manifestIn(resolve(folder, kind), host);
    return manifest?.hooks === undefined ? undefined : fromList(manifest.hooks, shownPath(manifest.path, host.cwd));
  }
  const found = await findClass(kind, folder, host);
  if (found.status !== "found" || found.class === undefined) return undefined;
  const { class: pythonClass, file } = found;
  const what = `${kind.slice(kind.lastIndexOf(".") + 1)} in ${shownPath(file, host.cwd)}`;
  return {
    problemOf: (hook) => {
      const problem = hookProblem(pythonClass, hook);
      return problem === undefined ? undefined : { ...problem, message: `${what} ${problem.message}` };
    },
  };
}

function fromList(hooks: readonly string[], name: string): PluginHooks {
  const help = `It is for ${hooks.join(", ")}.`;
  return {
    problemOf: (hook) =>
      hooks.includes(hook) ? undefined : { message: `${name} has no hook '${hook}'`, help, isMissing: true },
  };
}
