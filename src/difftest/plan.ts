import { z } from "zod";
import { loadAddon, type LoadedAddon } from "../addon/load-addon.ts";
import { createNativeInstance } from "../addon/native-instance.ts";
import { addonRemedy, explainAddonProblem } from "../addon/problem.ts";
import { failed } from "../errors.ts";
import type { Implementation } from "../plugin/instance.ts";
import { pluginName } from "../runtime/find-plugin.ts";
import { openPlugin, type Plugin } from "../runtime/open-plugin.ts";
import { loadDivergences } from "./divergence-file.ts";
import { createNames } from "./external/names.ts";
import { type External, openExternals } from "./external/open.ts";
import { loadSamples } from "./load-samples.ts";
import { createPair, type Create, shutdownPair } from "./pair.ts";
import { formatConfig } from "./case.ts";
import type { Data } from "./data.ts";
import type { Target } from "./target.ts";

/** A plugin whose two implementations can be compared. */
export interface DiffTestPlan {
  readonly plugin: Plugin;
  readonly addon: LoadedAddon;
  readonly target: Target;
  /** What else it is compared with. */
  readonly against?: Against;
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
    // A text plugin's addon is handed the texts themselves.
    ...(definition.kind === "value" ? { asJson: true } : {}),
  };
  return { plugin, addon, target };
}

/** What else a target is compared with. */
export interface Against {
  /** The config file whose external plugins are a third implementation. */
  readonly file: string;
  /** Regular expressions for what depends on chance in their results, and in ours. */
  readonly chance: readonly string[];
}

export interface OpenOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly against?: Against | undefined;
  /** An addon to run instead of the plugin's own. */
  readonly addon?: string | undefined;
}

/**
 * The target that the plugin of a folder is.
 *
 * @throws {ToolError} when it can't be opened or compared.
 */
export async function openTarget(folder: string, { against, addon, env }: OpenOptions): Promise<Target> {
  const plugin = await openPlugin(folder);
  const { target: planned } = await planDiffTest(plugin);
  const target = addon === undefined ? planned : withAddon(planned, plugin, addon);
  if (against === undefined) return target;
  const external = await openExternals(against.file, env);
  const third = { find: external.find, giveNames: createNames(against.chance) };
  return { ...servedTarget(target, external), implementations: { ...target.implementations, external: third } };
}

/**
 * The plan of a comparison with a third implementation, once its servers have been asked under which configs they run it.
 *
 * @throws {ToolError} exit 4 when one can't be reached, or the plugin refuses what is its config there.
 */
export async function planAgainst(plan: DiffTestPlan, file: string, env: NodeJS.ProcessEnv): Promise<DiffTestPlan> {
  const { chance } = await loadDivergences(plan.plugin.folder);
  const external = await openExternals(file, env);
  try {
    for (const config of external.configs) await checkConfig(plan.target, config, file);
    const against = { file, chance: chance.map(({ text }) => text) };
    return { ...plan, target: servedTarget(plan.target, external), against };
  } finally {
    await external.close();
  }
}

function withAddon(target: Target, { slug, definition }: Plugin, file: string): Target {
  const loaded = loadAddon(file);
  if (loaded.status !== "loaded") throw failed(explainAddonProblem(loaded.problem));
  const native: Create = (config, host) =>
    createNativeInstance(loaded.addon, definition.config.parse(config), { slug, ...host });
  return { ...target, implementations: { ...target.implementations, native } };
}

function servedTarget(target: Target, { configs, hooks }: External): Target {
  return { ...target, hooks: target.hooks.filter((hook) => hooks.includes(hook)), served: configs };
}

async function checkConfig({ slug, implementations }: Target, config: Data, file: string): Promise<void> {
  const made = createPair(implementations, config);
  if (made.status === "ready") return shutdownPair(made.pair);
  const details = made.status === "refused" ? made.message : "only one of native and fallback takes it";
  throw failed(`plugin '${slug}' does not take the config that it has on a server of ${file}`, {
    details: `${formatConfig(config)}\n${details}`,
  });
}

/** A comparison that can't be made is an error, never a pass. */
function loadedAddon({ slug, folder, native }: Plugin): LoadedAddon {
  if (native === undefined) {
    throw failed(`plugin '${slug}' has no native side: there is nothing to compare its fallback with`);
  }
  if (native.status === "loaded") return native.addon;
  throw failed(`plugin '${slug}' can't be compared: ${explainAddonProblem(native.problem)}`, {
    hint: `Run: ${addonRemedy(pluginName(folder))}`,
  });
}
