import { describe, expect, it } from "vitest";
import { foldOrbit } from "../../../src/regex/case-fold.ts";
import { contains, DIGIT, not, ranges, SPACE, WORD } from "../../../src/regex/char-set.ts";
import { ALL_KINDS, Kind, KIND_SAMPLES, kindsOf, SPACE_MEMBERS, WORD_KINDS } from "../../../src/regex/kind.ts";

const LONG_S = 0x17f;
const KELVIN_SIGN = 0x212a;

const charactersOf = (pattern: RegExp): string[] => everything.match(pattern) ?? [];
const everything = Array.from({ length: 0x110 }, (_, page) =>
  String.fromCodePoint(...Array.from({ length: 0x1000 }, (_unused, index) => page * 0x1000 + index)),
)
  .join("")
  .toWellFormed();

/** The kind by the definitions, not by the code under test. */
function kindOf(char: string): number {
  const codePoint = char.codePointAt(0);
  if (codePoint === LONG_S) return Kind.longS;
  if (codePoint === KELVIN_SIGN) return Kind.kelvinSign;
  if (/\p{gc=Nd}/u.test(char)) return Kind.digit;
  if (/\p{White_Space}/u.test(char)) return Kind.space;
  return /[\p{Alphabetic}\p{gc=M}\p{gc=Pc}\p{Join_Control}]/u.test(char) ? Kind.word : Kind.other;
}

describe("the kinds of characters beyond ASCII", () => {
  it("have samples that are of them", () => {
    for (const [kind, sample] of KIND_SAMPLES) expect(kindOf(String.fromCodePoint(sample))).toBe(kind);
    expect(KIND_SAMPLES.reduce((kinds, [kind]) => kinds | kind, 0)).toBe(ALL_KINDS);
  });

  it("are kept together by case folding", () => {
    const apart = charactersOf(/[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu).filter((char) => {
      const codePoint = char.codePointAt(0) ?? 0;
      const others = foldOrbit(codePoint, false).filter((other) => other !== codePoint);
      return codePoint >= 0x80 && others.some((other) => kindOf(String.fromCodePoint(other)) !== kindOf(char));
    });
    expect(apart).toEqual(["\u017f", "\u212a"]);
  });

  it("have the spaces that their spelling says", () => {
    expect(charactersOf(new RegExp(`[${SPACE_MEMBERS}]`, "gu"))).toEqual(
      charactersOf(/\p{White_Space}/gu).filter((char) => char > "\x7f"),
    );
  });

  it.each([
    { name: "\\d", set: DIGIT, kinds: Kind.digit },
    { name: "\\s", set: SPACE, kinds: Kind.space },
    { name: "\\w", set: WORD, kinds: WORD_KINDS },
    { name: "\\W", set: not(WORD), kinds: Kind.space | Kind.other },
    { name: "a range of ASCII", set: ranges("az"), kinds: 0 },
    { name: "all but a line feed", set: not(ranges("\n")), kinds: ALL_KINDS },
    { name: "(?i)[k-s]", set: { kind: "fold", of: ranges("ks"), ascii: false }, kinds: Kind.longS | Kind.kelvinSign },
    { name: "the long s", set: ranges([LONG_S, LONG_S]), kinds: Kind.longS },
    { name: "é alone", set: ranges([0xe9, 0xe9]), kinds: undefined },
    { name: "all but é", set: not(ranges([0xe9, 0xe9])), kinds: undefined },
  ] as const)("are held by $name as $kinds", ({ set, kinds }) => {
    expect(kindsOf(set)).toBe(kinds);
  });

  it.each([DIGIT, SPACE, WORD])("are wholly in or out of each class of the language (%#)", (set) => {
    for (const [kind, sample] of KIND_SAMPLES) {
      const isHeld = contains(set, sample);
      for (const char of ["\u0667", "\u{1d7d8}", "\u3000", "é", "中", "\u0301", "\u{1d4d0}", "—", "😀"]) {
        if (kindOf(char) === kind) expect(contains(set, char.codePointAt(0) ?? 0)).toBe(isHeld);
      }
    }
  });
});
