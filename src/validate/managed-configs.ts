import { entryOf, type YamlMap } from "../yaml/node.ts";
import { checkSettings, type SettingProblem } from "./model/check-settings.ts";
import { managedPlugin } from "./model/managed/index.ts";
import type { ManagedPlugin } from "./model/managed/managed-plugin.ts";
import type { PatternRule } from "./model/setting.ts";
import { type PluginRun, runOf } from "./plugin-facts.ts";
import type { PluginEntry } from "./plugins.ts";
import type { Finding, RuleInput } from "./rule.ts";

/** A plugin of a config that is a managed one, and what its Python package makes of its settings. */
export interface ManagedConfig {
  readonly plugin: PluginEntry;
  readonly managed: ManagedPlugin;
  /** What the plugin refuses. */
  readonly refused: readonly Finding[];
  /** Settings that it takes and goes on without. */
  readonly ignored: readonly Finding[];
  /** What it takes, and does something else with than it says. */
  readonly pitfalls: readonly Finding[];
  readonly unknownKeys: readonly Extract<SettingProblem, { is: "unknown" }>[];
}

/** Checks the config of every plugin that is one of IBM/cpex-plugins. */
export async function managedConfigs({
  plugins,
  document,
}: Pick<RuleInput, "plugins" | "document">): Promise<readonly ManagedConfig[]> {
  const checked: ManagedConfig[] = [];
  for (const plugin of plugins) {
    const managed = await managedPlugin(plugin.kind);
    const config = entryOf(plugin.map, "config")?.value;
    if (managed === undefined || config?.kind !== "map") continue;
    checked.push({ plugin, managed, ...(await checkManagedConfig(managed, config, document.text, runOf(plugin))) });
  }
  return checked;
}

/** What a managed plugin makes of its settings. */
export async function checkManagedConfig(
  managed: ManagedPlugin,
  config: YamlMap,
  text: string,
  run: PluginRun,
): Promise<Omit<ManagedConfig, "plugin" | "managed">> {
  const refused: Finding[] = [];
  const ignored: Finding[] = [];
  const unknownKeys: Extract<SettingProblem, { is: "unknown" }>[] = [];
  for (const problem of checkSettings(managed.settings, config, text)) {
    if (problem.is === "unknown") unknownKeys.push(problem);
    else if (problem.is === "pattern") {
      const message = await patternProblem(problem.rule, problem.source);
      if (message !== undefined) refused.push({ span: problem.span, message });
    } else (problem.is === "refused" ? refused : ignored).push(problem.finding);
  }
  refused.push(...(managed.refused?.(config) ?? []));
  return { refused, ignored, pitfalls: [...(managed.pitfalls?.(config, run) ?? [])], unknownKeys };
}

/** What is wrong with a pattern. The engine is loaded for the first one. */
async function patternProblem(rule: PatternRule, source: string): Promise<string | undefined> {
  if (rule === "filled" && source === "") return "a pattern must not be empty";
  const { customPatternProblem, whitelistPatternProblem } = await import("../plugins/pii_filter/custom-pattern.ts");
  return rule === "custom" ? customPatternProblem(source) : whitelistPatternProblem(source);
}
