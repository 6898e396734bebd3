import { quoteText } from "../../../text/quote.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { MANAGED_SLUGS, managedPlugin } from "../../model/managed/index.ts";
import { scalarsIn } from "../../scalars.ts";
import { defineRule, type Finding } from "../../rule.ts";

/**
 * A pattern on which a backtracking engine takes exponential time, in the config of a plugin that has one: those of
 * IBM/cpex-plugins and the bundled ones search in linear time.
 */
export const slowPattern = defineRule({
  code: "plugin-config/slow-pattern",
  async check({ plugins }) {
    const findings: Finding[] = [];
    const texts = new Map<string, string | undefined>();
    for (const { kind, map } of plugins) {
      if (kind === undefined || MANAGED_SLUGS.includes(kind) || (await managedPlugin(kind)) !== undefined) continue;
      for (const { node, span, key, role } of scalarsIn(entryOf(map, "config")?.value)) {
        const pattern = textOf(node);
        if (role === "key" || pattern === undefined || !PATTERN_KEY.test(key ?? "") || !REPEATED_GROUP.test(pattern))
          continue;
        if (!texts.has(pattern) && texts.size < MOST_PATTERNS) texts.set(pattern, await slowText(pattern));
        const text = texts.get(pattern);
        if (text === undefined) continue;
        const message = `this pattern takes exponential time on a text such as ${text}: a few dozen characters can stop the gateway`;
        findings.push({
          span,
          message,
          help: "Leave only one way to match: a repetition inside another is the usual cause.",
        });
      }
    }
    return findings;
  },
});

const PATTERN_KEY = /(?:^|_)(?:patterns?|regex(?:es|p)?|search)$/i;
/** Without one of these, time is never exponential. */
const REPEATED_GROUP = /\)[*+{]/;
const SHOWN = 8;
/** So many of a file are looked at; one may take a tenth of a second. */
const MOST_PATTERNS = 64;

/** The analysis is loaded for the first pattern that may need it. */
async function slowText(pattern: string): Promise<string | undefined> {
  const { findExponential } = await import("../../../regex/exponential.ts");
  const found = findExponential(pattern);
  if (found === undefined) return undefined;
  const { prefix, repeated, suffix } = found;
  const times = Math.max(2, Math.ceil(SHOWN / repeated.length));
  return `${quoteText(prefix + repeated.repeat(times)).slice(0, -1)}…${quoteText(suffix).slice(1)}`;
}
