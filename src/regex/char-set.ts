import { foldOrbit } from "./case-fold.ts";
import type { Flags } from "./flags.ts";

/** A set of code points, as a pattern describes it. */
export type CharSet =
  | { readonly kind: "ranges"; readonly ranges: readonly CharRange[] }
  /** Unicode properties in JavaScript's spelling, such as `gc=Lu`: what has any of them. */
  | { readonly kind: "properties"; readonly names: readonly string[] }
  /** What differs from a member only in case; in ASCII alone under `(?-u)`. */
  | { readonly kind: "fold"; readonly of: CharSet; readonly ascii: boolean }
  | { readonly kind: "not"; readonly of: CharSet }
  | { readonly kind: "union"; readonly of: readonly CharSet[] }
  | { readonly kind: "combination"; readonly operator: SetOperator; readonly left: CharSet; readonly right: CharSet };

/** First and last code point. */
export type CharRange = readonly [number, number];

/** The set operations of bracketed classes: intersection, difference, symmetric difference. */
export type SetOperator = "&&" | "--" | "~~";

/** The set of the given ranges; an ASCII or Latin character stands for itself. */
export function ranges(...pieces: readonly (CharRange | string)[]): CharSet {
  return {
    kind: "ranges",
    ranges: pieces.map((piece) =>
      typeof piece === "string" ? [piece.charCodeAt(0), piece.charCodeAt(piece.length - 1)] : piece,
    ),
  };
}

export function properties(...names: readonly string[]): CharSet {
  return { kind: "properties", names };
}

export function not(set: CharSet): CharSet {
  return { kind: "not", of: set };
}

/** The set without regard to case, where the flags say so. */
export function fold(set: CharSet, flags: Flags): CharSet {
  if (!flags.caseInsensitive || isBelowLetters(set)) return set;
  return { kind: "fold", of: set, ascii: !flags.unicode };
}

/** Whether all members come before the letters in ASCII: digits, most punctuation. */
function isBelowLetters(set: CharSet): boolean {
  return set.kind === "ranges" && set.ranges.every(([, last]) => last < 0x41);
}

export const ASCII_WORD = ranges("09", "AZ", "__", "az");

/** `\d`, `\s` and `\w`, by UTS #18, annex C. */
export const DIGIT = properties("gc=Nd");
export const SPACE = properties("White_Space");
export const WORD = properties("Alphabetic", "gc=M", "gc=Nd", "gc=Pc", "Join_Control");

export function contains(set: CharSet, codePoint: number): boolean {
  switch (set.kind) {
    case "ranges":
      return set.ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
    case "properties":
      return propertyTest(set.names).test(String.fromCodePoint(codePoint));
    case "fold":
      return foldOrbit(codePoint, set.ascii).some((other) => contains(set.of, other));
    case "not":
      return !contains(set.of, codePoint);
    case "union":
      return set.of.some((part) => contains(part, codePoint));
    case "combination":
      return combine(set.operator, contains(set.left, codePoint), contains(set.right, codePoint));
  }
}

function combine(operator: SetOperator, left: boolean, right: boolean): boolean {
  switch (operator) {
    case "&&":
      return left && right;
    case "--":
      return left && !right;
    case "~~":
      return left !== right;
  }
}

const propertyTests = new WeakMap<readonly string[], RegExp>();

function propertyTest(names: readonly string[]): RegExp {
  let test = propertyTests.get(names);
  if (test === undefined) {
    test = new RegExp(`[${names.map((name) => `\\p{${name}}`).join("")}]`, "u");
    propertyTests.set(names, test);
  }
  return test;
}

/**
 * How much a set may add to the size of the regex crate's automaton, against 1 for an ASCII character: the crate works on
 * UTF-8, where a set of many ranges takes many states. Measured with regex 1.13, rounded up.
 */
export function sizeOf(set: CharSet): number {
  switch (set.kind) {
    case "ranges":
      return Math.max(1, set.ranges.filter(([, last]) => last > 0x7f).length);
    case "properties":
      return set === SPACE ? 1 : set === DIGIT ? 7 : 25;
    case "fold":
    case "not":
      return sizeOf(set.of);
    case "union":
      return Math.max(1, sum(set.of.map(sizeOf)));
    case "combination":
      return sizeOf(set.left) + sizeOf(set.right);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
