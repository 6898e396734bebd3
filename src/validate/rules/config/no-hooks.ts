import { entryOf, isNull } from "../../../yaml/node.ts";
import type { Span } from "../../../yaml/span.ts";
import { headOf, placeOf } from "../../model/check-shape.ts";
import { runOf } from "../../plugin-facts.ts";
import { nameOf, type PluginEntry } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/**
 * A plugin that does not name its hooks: it is loaded and never called. An empty list says that this is meant, and where no plugin
 * of a file names any, the file is an example, or a part of something else. Over MCP and gRPC, the plugin's server says them.
 */
export const noHooks = defineRule({
  code: "config/no-hooks",
  check({ plugins }) {
    const without = plugins.filter(({ map }) => entryOf(map, "hooks") === undefined);
    if (without.length === plugins.length) return [];
    return without
      .filter((plugin) => plugin.kind !== undefined && !asksServer(plugin) && runOf(plugin).mode !== "disabled")
      .map((plugin) => ({
        span: placeOfName(plugin),
        scope: plugin.map.span,
        message: `${nameOf(plugin)} names no hooks: it is loaded and never called`,
      }));
  },
});

function asksServer({ kind, map }: PluginEntry): boolean {
  if (kind !== "external") return false;
  const socket = entryOf(map, "unix_socket");
  return socket === undefined || isNull(socket.value);
}

function placeOfName({ map }: PluginEntry): Span {
  const name = entryOf(map, "name");
  return name === undefined ? headOf(map) : placeOf(name);
}
