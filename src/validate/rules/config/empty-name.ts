import { textOf } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** An empty name or kind passes the loader, and no plugin can be loaded from it. */
export const emptyName = defineRule({
  code: "config/empty-name",
  check({ plugins }) {
    return ["name", "kind"].flatMap((key) =>
      [...entriesOf(plugins, key)]
        .filter(({ entry }) => textOf(entry.value)?.trim() === "")
        .map(({ entry }) => ({ span: entry.at, message: `the ${key} of this plugin is empty` })),
    );
  },
});
