import { expect, it } from "vitest";
import { PII_PATTERNS } from "../../../../src/plugins/pii_filter/patterns.ts";
import { BUILT_IN_TYPES } from "../../../../src/plugins/pii_filter/pii-types.ts";
import { VOCABULARY } from "../../../../src/plugins/pii_filter/samples/vocabulary.ts";
import { compilePattern } from "../../../../src/regex/index.ts";
import { HITS } from "./cases.ts";

it("there is a pattern for every type", () => {
  expect(new Set(PII_PATTERNS.map(({ type }) => type))).toEqual(new Set(BUILT_IN_TYPES));
});

it.each(PII_PATTERNS.filter(({ needs }) => needs !== undefined))(
  "every match of $source holds what the pattern needs",
  ({ source, needs }) => {
    const pattern = compilePattern(source, { caseInsensitive: true });
    const matches: string[] = [];
    for (const text of [...VOCABULARY, ...HITS.map(([, hit]) => hit)]) {
      pattern.forEachMatch(text, (start, end) => matches.push(text.slice(start, end)));
    }
    expect(matches).not.toEqual([]);
    const needed = needs === "digit" ? /\p{Nd}/u : new RegExp(`[${needs}]`);
    for (const match of matches) expect(match).toMatch(needed);
  },
);
