import { entryOf, keyText, type YamlEntry } from "../../../yaml/node.ts";
import { defineRule } from "../../rule.ts";

/** The settings that CPEX 0.1 reads from the environment instead (framework/settings.py). */
const VARIABLES: Readonly<Record<string, string>> = {
  plugin_timeout: "PLUGINS_PLUGIN_TIMEOUT",
  fail_on_plugin_error: "PLUGINS_FAIL_ON_PLUGIN_ERROR",
  execution_pool: "PLUGINS_EXECUTION_POOL",
  ssrf_protection_enabled: "PLUGINS_SSRF_PROTECTION_ENABLED",
};

/** `plugin_settings` has no meaning in CPEX 0.1: its values are lost. */
export const pluginSettings = defineRule({
  code: "config/plugin-settings",
  check({ root, document }) {
    const settings = entryOf(root, "plugin_settings");
    if (settings === undefined) return [];
    const entries = settings.value.kind === "map" ? settings.value.entries : [];
    const source = ({ span }: YamlEntry["value"]): string => document.text.slice(span.start, span.end);
    const help = helpFor(entries, source);
    const message = "CPEX 0.1 ignores plugin_settings; it reads settings from the environment";
    return [{ span: settings.key.span, scope: settings.value.span, message, ...(help === "" ? {} : { help }) }];
  },
});

function helpFor(entries: readonly YamlEntry[], source: (node: YamlEntry["value"]) => string): string {
  const assignments: string[] = [];
  const lost: string[] = [];
  for (const entry of entries) {
    const key = keyText(entry) ?? "";
    if (Object.hasOwn(VARIABLES, key)) assignments.push(`${VARIABLES[key]}=${source(entry.value)}`);
    else lost.push(key);
  }
  const sentences = [
    assignments.length > 0 ? `Set ${assignments.join(" ")}.` : "",
    lost.length > 0 ? `Nothing takes the place of ${lost.join(", ")}.` : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}
