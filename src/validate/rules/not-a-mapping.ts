import { defineRule } from "../rule.ts";
import { truthOf } from "../truth.ts";
import { valueName } from "../words.ts";

/** The top level must be a map. What Python takes as false is an empty config. */
export const notAMapping = defineRule({
  code: "schema/not-a-mapping",
  check({ root, document, type }) {
    if (root.kind === "map" || (type === "config" && truthOf(root) !== true)) return [];
    const wanted = type === "config" ? "a config is a map with the key 'plugins'" : "a manifest is a map";
    const source = document.text.slice(root.span.start, root.span.end);
    return [
      { span: root.span, message: `${wanted}, and this is ${source === "" ? "empty" : valueName(root, source)}` },
    ];
  },
});
