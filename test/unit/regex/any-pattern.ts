import fc from "fast-check";
import { compilePattern, PatternError } from "../../../src/regex/index.ts";

/**
 * Patterns that mean the same in JavaScript, on ASCII text: what is repeated never matches the empty string, because there
 * the two languages differ.
 */
export interface Piece {
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

const { pattern } = fc.letrec<{ pattern: Piece; branch: Piece; piece: Piece }>((tie) => ({
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

/** Any pattern of the kind that is small enough to be accepted. */
export const anyPattern = pattern.filter(({ source }) => isSmall(source));

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
