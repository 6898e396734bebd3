import { entryOf, textOf } from "../../../yaml/node.ts";
import { checkUrl } from "../../../runtime/config/check-url.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** The URL of an MCP server must pass CPEX's own checks. */
export const url = defineRule({
  code: "config/url",
  check({ plugins }) {
    return [...entriesOf(plugins, "mcp")].flatMap(({ entry }) => {
      const value = entryOf(entry.value, "url");
      const text = textOf(value?.value);
      if (value === undefined || text === undefined || text === "") return [];
      const problem = checkUrl(text, "URL");
      return problem === undefined ? [] : [{ span: value.at, ...problem }];
    });
  },
});
