import { entryOf, textOf } from "../../../yaml/node.ts";
import type { Span } from "../../../yaml/span.ts";
import { checkUrl } from "../../../runtime/config/check-url.ts";
import type { Fix } from "../../fix.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** The URL of an MCP server must pass CPEX's own checks. */
export const url = defineRule({
  code: "config/url",
  check({ plugins, document }) {
    return [...entriesOf(plugins, "mcp")].flatMap(({ entry }) => {
      const value = entryOf(entry.value, "url");
      const text = textOf(value?.value);
      if (value === undefined || text === undefined || text === "") return [];
      const problem = checkUrl(text, "URL");
      return problem === undefined
        ? []
        : [{ span: value.at, ...problem, ...useLocalhost(document.text, value.value.span) }];
    });
  },
});

/** CPEX does not look names up, so that this machine can be reached by its name. */
function useLocalhost(source: string, span: Span): { readonly fix?: Fix } {
  const host = /:\/\/(127\.0\.0\.1)(?=[:/?#"'\s]|$)/.exec(source.slice(span.start, span.end));
  if (host === null) return {};
  const start = span.start + host.index + "://".length;
  const edits = [{ span: { start, end: start + "127.0.0.1".length }, text: "localhost" }];
  return { fix: { title: "Write 'localhost'", safe: false, edits } };
}
