import { entryOf, textOf } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { replaceWord } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** CPEX takes `proto: SSE` and has no client for it: the plugin fails when the gateway starts. */
export const sse = defineRule({
  code: "config/sse",
  check({ plugins, document }) {
    return [...entriesOf(plugins, "mcp")].flatMap(({ entry }) => {
      const proto = entryOf(entry.value, "proto");
      if (proto === undefined || textOf(proto.value) !== "SSE") return [];
      return [
        {
          span: proto.at,
          message: "CPEX has no SSE client, so this plugin can't be reached",
          help: "Use STREAMABLEHTTP.",
          ...replaceWord(document.text, proto.value.span, "SSE", "STREAMABLEHTTP"),
        },
      ];
    });
  },
});
