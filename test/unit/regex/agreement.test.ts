import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Automaton } from "../../../src/regex/automaton.ts";
import { DEFAULT_FLAGS } from "../../../src/regex/flags.ts";
import { compilePattern } from "../../../src/regex/index.ts";
import { parsePattern } from "../../../src/regex/parse.ts";
import { compileProgram } from "../../../src/regex/program.ts";
import { Tape } from "../../../src/regex/tape.ts";
import { anyPattern } from "./any-pattern.ts";

const text = fc.string({ unit: fc.constantFrom("a", "a", "b", "1", "-", " ", "\n"), maxLength: 24 });

/** A text that may be of several blocks. */
const longText = fc.tuple(text, fc.integer({ min: 50, max: 100 })).map(([part, times]) => part.repeat(times));

/** Characters of each kind, some of two code units, and halves of them. */
const WIDE = [
  "é",
  "\u0301",
  "中",
  "\u{1d4d0}",
  "٣",
  "\u{1d7d8}",
  "\u00a0",
  "\u3000",
  "ſ",
  "\u212a",
  "—",
  "😀",
  "\ud800",
  "\udc00",
];

const mixedText = fc.string({
  unit: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("a", "b", "k", "S", "1", "2", "-", ":", "@", " ", "\n") },
    { weight: 1, arbitrary: fc.constantFrom(...WIDE) },
  ),
  maxLength: 40,
});
const longMixedText = fc
  .tuple(mixedText, mixedText, fc.integer({ min: 5, max: 40 }))
  .map(([one, other, times]) => one.repeat(times) + other);

/** Mostly with something rare in it, as patterns have that people write. */
const mixedPattern = fc
  .array(
    fc.oneof(
      fc.constantFrom("@", ":", "1-", "k1", "(?i)ks", "\\d{2}", "\\d[-\\s]?\\d", "\\b", "\\B", "(?-u:\\b)", "^", "$"),
      fc.constantFrom(
        "(?m)^",
        "(?m)$",
        "\\b{start}",
        "\\b{end-half}",
        "(?mR)$",
        "(?:a|ab)",
        "(?:@|-)\\W",
        "\\pL",
        "[é中]",
      ),
      fc.constantFrom(
        "\\d+",
        "\\s*",
        "\\w{1,3}",
        "[^a]{0,4}",
        ".?",
        "[a-z1]{2,}",
        "\\W",
        "\\S{2}",
        "(?:b\\s?){1,3}",
        "\\D",
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(""));

function spansByAutomaton(source: string, input: string): number[] {
  const tape = new Tape(new Automaton(compileProgram(parsePattern(source, DEFAULT_FLAGS))), input);
  tape.open(0, input.length);
  const spans: number[] = [];
  for (let start = tape.nextStart(0); start !== undefined;) {
    const end = tape.endFrom(start);
    if (end > start) spans.push(start, end);
    start = tape.nextStart(Math.max(end, start + 1));
  }
  return spans;
}

function spansOf(source: string, input: string): number[] {
  const spans: number[] = [];
  compilePattern(source).forEachMatch(input, (start, end) => spans.push(start, end));
  return spans;
}

describe("a pattern", () => {
  it("finds what JavaScript finds, where the two languages agree", () => {
    fc.assert(
      fc.property(anyPattern, text, ({ source }, input) => {
        // Without the flag u, `.` and `\W` are single units too; in the crate, `.` also takes \r, which isn't in the text.
        const expected = [...input.matchAll(new RegExp(source, "g"))].filter(([found]) => found !== "");
        expect(spansOf(source, input)).toEqual(
          expected.flatMap((match) => [match.index, match.index + match[0].length]),
        );
      }),
      { numRuns: 600 },
    );
  });

  it("finds the same in each way of searching as by the automaton on all of the text", () => {
    fc.assert(
      fc.property(anyPattern, longText, ({ source }, input) => {
        expect(spansOf(source, input)).toEqual(spansByAutomaton(source, input));
      }),
      { numRuns: 300 },
    );
  });

  it("finds the same where characters beyond ASCII are among the others", () => {
    fc.assert(
      fc.property(mixedPattern, fc.oneof(mixedText, longMixedText), (source, input) => {
        expect(spansOf(source, input)).toEqual(spansByAutomaton(source, input.toWellFormed()));
      }),
      { numRuns: 800 },
    );
  });

  it("finds something exactly where JavaScript does", () => {
    fc.assert(
      fc.property(anyPattern, text, ({ source }, input) => {
        expect(compilePattern(source).test(input)).toBe(new RegExp(source).test(input));
      }),
      { numRuns: 500 },
    );
  });
});
