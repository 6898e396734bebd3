import { z } from "zod";
import type { LoadedAddon } from "../addon/load-addon.ts";
import { addonRemedy, explainAddonProblem } from "../addon/problem.ts";
import { failed } from "../errors.ts";
import type { Implementation } from "../plugin/instance.ts";
import { openPlugin, type Plugin } from "../runtime/open-plugin.ts";
import { loadSamples } from "./load-samples.ts";
import type { Create } from "./pair.ts";
import type { Target } from "./target.ts";

/** A plugin whose two implementations can be compared. */
export interface DiffTestPlan {
  readonly plugin: Plugin;
  readonly addon: LoadedAddon;
  readonly target: Target;
}

/**
 * Makes a plugin a target: its two implementations, what its config may be, and its samples where it has some.
 *
 * @throws {ToolError} exit 4 when there are not two implementations to compare, or the samples can't be loaded.
 */
export async function planDiffTest(plugin: Plugin): Promise<DiffTestPlan> {
  const { slug, folder, manifest, definition } = plugin;
  const addon = loadedAddon(plugin);
  const create =
    (implementation: Implementation): Create =>
    (config, host) =>
      plugin.create(implementation, config, host);
  const samples = await loadSamples(folder);
  const target: Target = {
    slug,
    implementations: { native: create("native"), fallback: create("fallback") },
    hooks: manifest.available_hooks,
    configSchema: z.toJSONSchema(definition.config, { io: "input", unrepresentable: "any" }),
    ...(definition.looksAt === undefined ? {} : { looksAt: definition.looksAt }),
    ...(samples === undefined ? {} : { samples }),
  };
  return { plugin, addon, target };
}

/**
 * The target that the plugin of a folder is.
 *
 * @throws {ToolError} when it can't be opened or compared.
 */
export async function openTarget(folder: string): Promise<Target> {
  const { target } = await planDiffTest(await openPlugin(folder));
  return target;
}

/** A comparison that can't be made is an error, never a pass. */
function loadedAddon({ slug, native }: Plugin): LoadedAddon {
  if (native === undefined) {
    throw failed(`plugin '${slug}' has no native side: there is nothing to compare its fallback with`);
  }
  if (native.status === "loaded") return native.addon;
  throw failed(`plugin '${slug}' can't be compared: ${explainAddonProblem(native.problem)}`, {
    hint: `Run: ${addonRemedy(slug)}`,
  });
}
