import { DEAD_SETTINGS } from "../../../migrate/dead-settings.ts";
import { entryOf, keyText, type YamlEntry } from "../../../yaml/node.ts";
import { defineRule } from "../../rule.ts";

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
  const standard: string[] = [];
  const lost: string[] = [];
  for (const entry of entries) {
    const key = keyText(entry) ?? "";
    const setting = Object.hasOwn(DEAD_SETTINGS, key) ? DEAD_SETTINGS[key] : undefined;
    const value = source(entry.value);
    if (setting === undefined) lost.push(key);
    else if (value.toLowerCase() === setting.standard) standard.push(key);
    else assignments.push(`${setting.variable}=${value}`);
  }
  const sentences = [
    assignments.length > 0 ? `Set ${assignments.join(" ")}.` : "",
    standard.length > 0 ? `${standard.join(", ")}: what CPEX does anyway.` : "",
    lost.length > 0 ? `Nothing takes the place of ${lost.join(", ")}.` : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}
