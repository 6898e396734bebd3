import { entryOf, isNull } from "../../../yaml/node.ts";
import { truthOf } from "../../truth.ts";
import { placeOf } from "../../model/check-shape.ts";
import { nameOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** What a plugin of the kind isolated_venv needs to be started: without it, CPEX leaves the plugin out. */
export const isolated = defineRule({
  code: "config/isolated",
  *check({ plugins, root }): Iterable<Finding> {
    for (const plugin of plugins) {
      const kind = entryOf(plugin.map, "kind");
      if (plugin.kind !== "isolated_venv" || kind === undefined) continue;
      const at = { span: placeOf(kind), scope: plugin.map.span };
      const config = entryOf(plugin.map, "config")?.value;
      const className = entryOf(config, "class_name");
      const isOpen = config !== undefined && config.kind !== "map" && !isNull(config);
      if (className === undefined && !isOpen)
        yield { ...at, message: `${nameOf(plugin)} needs its class as 'class_name' in its config` };
      if (truthOf(entryOf(root, "plugin_dirs")?.value) === false)
        yield {
          ...at,
          message: `${nameOf(plugin)} needs 'plugin_dirs' at the top level: its environment is made there`,
        };
    }
  },
});
