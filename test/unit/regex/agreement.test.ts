import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Automaton } from "../../../src/regex/automaton.ts";
import { DEFAULT_FLAGS } from "../../../src/regex/flags.ts";
import { compilePattern, PatternError } from "../../../src/regex/index.ts";
import { parsePattern } from "../../../src/regex/parse.ts";
import { compileProgram } from "../../../src/regex/program.ts";
import { Tape } from "../../../src/regex/tape.ts";

/**
 * Patterns that mean the same in JavaScript, on ASCII text: what is repeated never matches the empty string, because there
 * the two languages differ.
 */
interface Piece {
  readonly source: string;
  readonly canBeEmpty: boolean;
}

const atom: fc.Arbitrary<Piece> = fc
  .constantFrom("a", "b", "-", "1", "[ab]", "[^a]", "[0-9-]", ".", "\\d", "\\w", "\\W", "\\s")
  .map((source) => ({ source, canBeEmpty: false }));
const assertion: fc.Arbitrary<Piece> = fc
  .constantFrom("^", "$", "\\b", "\\B")
  .map((source) => ({ source, canBeEmpty: true }));
const quantifier = fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "??", "{0,2}?");

const { pattern: anyPattern } = fc.letrec<{ pattern: Piece; branch: Piece; piece: Piece }>((tie) => ({
  pattern: fc.array(tie("branch"), { minLength: 1, maxLength: 3 }).map((branches) => ({
    source: branches.map(({ source }) => source).join("|"),
    canBeEmpty: branches.some(({ canBeEmpty }) => canBeEmpty),
  })),
  branch: fc.array(tie("piece"), { minLength: 1, maxLength: 4 }).map((pieces) => ({
    source: pieces.map(({ source }) => source).join(""),
    canBeEmpty: pieces.every(({ canBeEmpty }) => canBeEmpty),
  })),
  piece: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    atom,
    assertion,
    fc.tuple(atom, quantifier).map(([{ source }, operator]) => repeat(source, operator)),
    fc.tuple(tie("pattern"), quantifier).map(([{ source, canBeEmpty }, operator]) => {
      const group = `(?:${source})`;
      return canBeEmpty ? { source: group, canBeEmpty } : repeat(group, operator);
    }),
  ),
}));

const pattern = anyPattern.filter(({ source }) => isSmall(source));

function isSmall(source: string): boolean {
  try {
    compilePattern(source);
    return true;
  } catch (error) {
    if (error instanceof PatternError && error.message.includes("too large")) return false;
    throw error;
  }
}

function repeat(source: string, operator: string): Piece {
  return { source: source + operator, canBeEmpty: /^[*?]|^\{0/.test(operator) };
}

const text = fc.string({ unit: fc.constantFrom("a", "a", "b", "1", "-", " ", "\n"), maxLength: 24 });

/** A text that may be of several blocks. */
const longText = fc.tuple(text, fc.integer({ min: 50, max: 100 })).map(([part, times]) => part.repeat(times));

function spansOf(source: string, input: string): number[] {
  const spans: number[] = [];
  compilePattern(source).forEachMatch(input, (start, end) => spans.push(start, end));
  return spans;
}

describe("a pattern", () => {
  it("finds what JavaScript finds, where the two languages agree", () => {
    fc.assert(
      fc.property(pattern, text, ({ source }, input) => {
        // Without the flag u, `.` and `\W` are single units too; in the crate, `.` also takes \r, which isn't in the text.
        const expected = [...input.matchAll(new RegExp(source, "g"))].filter(([found]) => found !== "");
        expect(spansOf(source, input)).toEqual(
          expected.flatMap((match) => [match.index, match.index + match[0].length]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("finds the same by looking at parts of the text as by looking at all of it", () => {
    fc.assert(
      fc.property(pattern, longText, ({ source }, input) => {
        const automaton = new Automaton(compileProgram(parsePattern(source, DEFAULT_FLAGS)));
        const tape = new Tape(automaton, input);
        tape.open(0, input.length);
        const expected: number[] = [];
        for (let start = tape.nextStart(0); start !== undefined;) {
          const end = tape.endFrom(start);
          if (end > start) expected.push(start, end);
          start = tape.nextStart(Math.max(end, start + 1));
        }
        expect(spansOf(source, input)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("finds something exactly where JavaScript does", () => {
    fc.assert(
      fc.property(pattern, text, ({ source }, input) => {
        expect(compilePattern(source).test(input)).toBe(new RegExp(source).test(input));
      }),
      { numRuns: 500 },
    );
  });
});
