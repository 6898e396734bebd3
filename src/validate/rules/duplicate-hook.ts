import type { Span } from "../../yaml/span.ts";
import { removeItem } from "../fix.ts";
import { hookLists } from "../hook-lists.ts";
import { defineRule, type Finding } from "../rule.ts";

/** A hook that a plugin names twice: CPEX then calls it twice. */
export const duplicateHook = defineRule({
  code: "hook/duplicate",
  check(input) {
    const findings: Finding[] = [];
    for (const hooks of hookLists(input)) {
      const first = new Map<string, Span>();
      for (const { name, span } of hooks) {
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, span);
        else {
          const related = [{ span: earlier, message: "first named here" }];
          findings.push({
            span,
            message: `the hook '${name}' is named twice, so the plugin runs twice on it`,
            related,
            ...removeItem(input.document.text, span),
          });
        }
      }
    }
    return findings;
  },
});
