import { resolve } from "node:path";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { defineRule } from "../../rule.ts";

/** Below these and below the folder that it is started in, CPEX looks for plugins (cpex 0.1.4, framework/loader/plugin.py). */
const ALLOWED = ["/var/lib/cpex/plugins", "/private/var/lib/cpex/plugins"];

/** A folder for plugins that CPEX leaves out without a word. */
export const pluginDirs = defineRule({
  code: "config/plugin-dirs",
  check({ root, host }) {
    const list = entryOf(root, "plugin_dirs")?.value;
    if (list?.kind !== "list") return [];
    return list.items.flatMap((item) => {
      const path = textOf(item.value);
      // A relative path is below the folder that CPEX is started in, wherever that is, unless it climbs out of it.
      const resolved = path === undefined ? undefined : resolve(host.cwd, path);
      if (path === undefined || resolved === undefined) return [];
      if ([host.cwd, ...ALLOWED].some((folder) => resolved.startsWith(folder))) return [];
      const message = `CPEX leaves ${path} out: it looks for plugins below the folder that it is started in and below ${ALLOWED[0] ?? ""} only`;
      return [{ span: placeOf(item), message }];
    });
  },
});
