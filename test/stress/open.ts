import { join } from "node:path";
import { loadAddon } from "../../src/addon/load-addon.ts";
import { createNativeInstance } from "../../src/addon/native-instance.ts";
import { explainAddonProblem } from "../../src/addon/problem.ts";
import { addonFileName, platformTriple } from "../../src/addon/triple.ts";
import type { Implementation, PluginDefinition, PluginInstance } from "../../src/plugin/instance.ts";
import piiFilter from "../../src/plugins/pii_filter/fallback.ts";
import secretsDetection from "../../src/plugins/secrets_detection/fallback.ts";
import { bundledFolder } from "../../src/runtime/find-plugin.ts";

/** The bundled plugins with an addon. */
export const BUNDLED: Readonly<Record<string, PluginDefinition>> = {
  pii_filter: piiFilter as unknown as PluginDefinition,
  secrets_detection: secretsDetection as unknown as PluginDefinition,
};

/** The file of a bundled plugin's addon. */
export function addonOf(slug: string): string {
  return join(bundledFolder(slug), addonFileName(slug, platformTriple()));
}

/** An instance with the default config and a salt that is always the same. */
export function open(slug: string, implementation: Implementation): PluginInstance {
  const definition = BUNDLED[slug];
  if (definition === undefined) throw new Error(`there is no bundled plugin '${slug}'`);
  const host = { slug, salt: "fixed", log: () => {} };
  const config = definition.config.parse({});
  if (implementation === "fallback") return definition.create(config, host);
  const outcome = loadAddon(addonOf(slug));
  if (outcome.status !== "loaded") throw new Error(explainAddonProblem(outcome.problem));
  return createNativeInstance(outcome.addon, config, host);
}
