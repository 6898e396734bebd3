import { entryOf, isNull } from "../../../yaml/node.ts";
import { managedPlugin } from "../../model/managed/index.ts";
import type { PluginEntry } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** Keys of a plugin that CPEX reads, and that nothing looks at for a plugin of its kind. */
export const noEffect = defineRule({
  code: "config/no-effect",
  async check({ plugins }) {
    const findings: Finding[] = [];
    for (const plugin of plugins) {
      for (const [key, reason] of await deadKeys(plugin)) {
        const entry = entryOf(plugin.map, key);
        if (entry === undefined || isNull(entry.value)) continue;
        findings.push({
          span: entry.key.span,
          scope: plugin.map.span,
          message: `'${key}' has no effect here: ${reason}`,
        });
      }
    }
    return findings;
  },
});

async function deadKeys({ kind }: PluginEntry): Promise<readonly (readonly [string, string])[]> {
  if (kind === undefined) return [];
  const dead: [string, string][] = [];
  if (kind === "external") dead.push(["capabilities", "external plugins get no extensions"]);
  else for (const key of ["mcp", "grpc", "unix_socket"]) dead.push([key, "it is for plugins of the kind external"]);
  if (kind !== "isolated_venv")
    dead.push([
      "max_content_size",
      "it is for plugins of the kind isolated_venv; other payloads may have 1,000,000 characters",
    ]);
  // Another plugin may read it itself.
  if ((await managedPlugin(kind)) !== undefined)
    dead.push(["applied_to", "neither CPEX nor this plugin looks at it; 'conditions' restrict where a plugin runs"]);
  return dead;
}
