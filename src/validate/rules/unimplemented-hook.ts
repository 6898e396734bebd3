import { isHookName } from "../../plugin/hooks.ts";
import { removeItem } from "../fix.ts";
import { hookLists } from "../hook-lists.ts";
import { hooksOfKind } from "../project/plugin-hooks.ts";
import { nameOf } from "../plugins.ts";
import { defineRule, type Finding } from "../rule.ts";

/** A hook that the plugin has no method for: CPEX then registers it neither there nor for the hooks that follow in the list. */
export const unimplementedHook = defineRule({
  code: "hook/unimplemented",
  async check({ type, root, plugins, document, folder, host }) {
    const findings: Finding[] = [];
    for (const plugin of plugins) {
      const known = plugin.kind === undefined ? undefined : await hooksOfKind(plugin.kind, folder, host);
      for (const { name, span } of known === undefined ? [] : hookLists({ type, root, plugins: [plugin] }).flat()) {
        // A name that is no hook of CPEX is another rule's, unless the plugin has a hook of its own.
        const problem = isHookName(name) ? known?.problemOf(name) : undefined;
        if (problem === undefined) continue;
        findings.push({
          span,
          message: `${problem.message}: CPEX calls ${nameOf(plugin)} neither there nor on the hooks after it`,
          ...(problem.help === undefined ? {} : { help: problem.help }),
          ...(problem.isMissing ? removeItem(document.text, span) : {}),
        });
      }
    }
    return findings;
  },
});
