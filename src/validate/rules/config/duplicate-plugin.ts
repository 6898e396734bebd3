import { entryOf, textOf, type YamlEntry } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** Two plugins of one name: CPEX registers the first and skips the second. One that is disabled is never registered. */
export const duplicatePlugin = defineRule({
  code: "config/duplicate-plugin",
  check({ plugins }) {
    const findings: Finding[] = [];
    const first = new Map<string, YamlEntry>();
    for (const { plugin, entry } of entriesOf(plugins, "name")) {
      if (plugin.name === undefined || textOf(entryOf(plugin.map, "mode")?.value) === "disabled") continue;
      const earlier = first.get(plugin.name);
      if (earlier === undefined) {
        first.set(plugin.name, entry);
        continue;
      }
      const message = `there is a plugin '${plugin.name}' already; CPEX skips this one`;
      const related = [{ span: earlier.at, message: "the one that is used" }];
      findings.push({ span: entry.at, message, help: "Give each plugin a name of its own.", related });
    }
    return findings;
  },
});
