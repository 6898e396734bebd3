import type { HookName } from "../../../plugin/hooks.ts";
import type { YamlMap } from "../../../yaml/node.ts";
import type { PluginRun } from "../../plugin-facts.ts";
import type { Finding } from "../../rule.ts";
import type { Settings } from "../setting.ts";

/** A plugin of IBM/cpex-plugins as its Python package takes its config. */
export interface ManagedPlugin {
  /** Of the Python package. */
  readonly name: string;
  /** The version that this is about. */
  readonly version: string;
  readonly className: string;
  readonly hooks: readonly HookName[];
  readonly settings: Settings;
  /** What the plugin refuses beside the single settings. */
  refused?(config: YamlMap): Iterable<Finding>;
  /** What the plugin takes, and does something else with than it says. */
  pitfalls?(config: YamlMap, run: PluginRun): Iterable<Finding>;
}
