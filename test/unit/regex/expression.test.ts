import { describe, expect, it } from "vitest";
import { isSpellable, spellAscii, spellUnicode } from "../../../src/regex/expression.ts";
import { DEFAULT_FLAGS } from "../../../src/regex/flags.ts";
import { parsePattern } from "../../../src/regex/parse.ts";
import { MATCHES } from "./cases.ts";

const parse = (source: string) => parsePattern(source, DEFAULT_FLAGS);

describe("a pattern as JavaScript spells it", () => {
  it.each([
    ["ab|c", "(?:[\\x61][\\x62]|[\\x63])"],
    ["\\d{2,}?", "(?:[\\x30-\\x39]){2}(?:[\\x30-\\x39])*?"],
    ["[a-c-]?", undefined],
    [
      "\\b\\w+\\B",
      "\\b(?:[\\x30-\\x39\\x41-\\x5a\\x5f\\x61-\\x7a]){1}(?:[\\x30-\\x39\\x41-\\x5a\\x5f\\x61-\\x7a])*\\B",
    ],
    ["(?i)k", "[\\x4b\\x6b]"],
    ["[a&&b]", "[]"],
  ])("%s is %s for ASCII texts", (source, expected) => {
    const node = parse(source);
    expect(isSpellable(node) ? spellAscii(node) : undefined).toBe(expected);
  });

  it.each([
    ["(?i)k", "[\\x4b\\x6b\\u212a]"],
    ["\\d", "[\\x30-\\x39\\p{gc=Nd}]"],
    ["[^a]", "[^\\x61]"],
    ["\\D", "[^\\x30-\\x39\\p{gc=Nd}]"],
    ["[\\d--0]", undefined],
    ["\\pL", undefined],
    ["é", undefined],
  ])("%s is %s for all texts", (source, expected) => {
    expect(spellUnicode(parse(source))).toBe(expected);
  });

  it.each(["(?:a|)*b", "(?:ab)+c", "(?:\\b)?a", "a*", ""])("%j is not spelled", (source) => {
    expect(isSpellable(parse(source))).toBe(false);
  });
});

// The cases say what the regex crate finds.
describe.each(MATCHES)("spelled for JavaScript, $title", ({ cases }) => {
  const spelled = cases.flatMap(([source, text, expected]) => {
    const node = parse(source);
    const expression = isSpellable(node) ? spellUnicode(node) : undefined;
    return expression === undefined ? [] : [{ source, text, expected, expression }];
  });

  it.each(spelled)("$source on $text", ({ text, expected, expression }) => {
    const found = [...text.matchAll(new RegExp(expression, "gu"))].map((match) => `${match.index} ${match[0]}`);
    expect(found).toEqual(expected);
  });

  it.each(spelled.filter(({ text }) => /^[\0-\x7f]*$/.test(text)))("$source on $text, an ASCII text", (spelledCase) => {
    const { source, text, expected } = spelledCase;
    const found = [...text.matchAll(new RegExp(spellAscii(parse(source)), "g"))].map(
      (match) => `${match.index} ${match[0]}`,
    );
    expect(found).toEqual(expected);
  });
});
