import type { Host, PluginDefinition, PluginInstance } from "../plugin/instance.ts";
import { createTextInstance } from "../plugin/text/bridge.ts";
import type { AddonExports, AddonFacts, TextAddonEngine, ValueAddonEngine } from "./abi.ts";
import type { LoadedAddon } from "./load-addon.ts";
import { NativeTextEngine } from "./native-text-engine.ts";
import { createNativeValueInstance } from "./native-value-instance.ts";

/**
 * Makes an instance of the plugin in an addon.
 *
 * @param config the plugin's config, parsed and defaulted by its schema.
 * @throws {Error} with code `MCPPLUGINS_CONFIG` when the plugin refuses the config.
 */
export function createNativeInstance({ facts, exports }: LoadedAddon, config: unknown, host: Host): PluginInstance {
  // The kind of the engines is what the facts say.
  if (facts.kind === "value") {
    return createNativeValueInstance(exports as AddonExports<ValueAddonEngine>, facts.hooks, config, host);
  }
  const engine = new NativeTextEngine(exports as AddonExports<TextAddonEngine>, config, host);
  return createTextInstance({ implementation: "native", looksAt: facts.looksAt, engine, host });
}

/** In what an addon is another plugin than the TypeScript beside it; undefined when they fit. */
export function findDisagreement(facts: AddonFacts, { kind, hooks, looksAt }: PluginDefinition): string | undefined {
  if (facts.kind !== kind) return `the addon is a ${facts.kind} plugin, the TypeScript a ${kind} plugin`;
  if (facts.kind === "value") return compare("is on", facts.hooks, hooks);
  return compare("looks at", listOf(facts.looksAt), listOf(looksAt ?? {}));
}

function compare(verb: string, native: readonly string[], fallback: readonly string[]): string | undefined {
  const [left, right] = [[...native].sort().join(", "), [...fallback].sort().join(", ")];
  return left === right ? undefined : `the addon ${verb} ${left}, the TypeScript ${verb} ${right}`;
}

function listOf(looksAt: Readonly<Record<string, string>>): string[] {
  return Object.entries(looksAt).map(([hook, path]) => `${hook}: ${path}`);
}
