import * as fc from "fast-check";

const SYNTAX = /[\\^$.*+?()[\]{}|]/g;

const ATOMS: readonly string[] = ["\\d", "\\w", "\\s", "[a-z]", "[^ ]", "[A-Z0-9]", ".", "é", "(?:ab|a)"];
const QUANTIFIERS: readonly string[] = ["", "", "", "+", "*", "?", "{2}", "{1,3}", "+?", "*?"];
const ASSERTIONS: readonly string[] = ["\\b", "\\B", "^", "$"];

/**
 * Small regular expressions, for options that take one: they match words of the vocabulary, parts of them, or the empty
 * text.
 */
export function patternArbitrary(vocabulary: readonly string[]): fc.Arbitrary<string> {
  const word = fc.constantFrom(...vocabulary).map((text) => text.slice(0, 40));
  const literal = word.map((text) => text.replaceAll(SYNTAX, "\\$&"));
  const shape = word.map((text) =>
    text
      .replaceAll(SYNTAX, "\\$&")
      .replaceAll(/\d+/g, (digits) => `\\d{${digits.length}}`)
      .replaceAll(/[a-z]{2,}/g, "[a-z]+"),
  );
  const atom = fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...QUANTIFIERS)).map((parts) => parts.join(""));
  const part = fc.oneof({ weight: 3, arbitrary: atom }, { weight: 1, arbitrary: fc.constantFrom(...ASSERTIONS) });
  const atoms = fc.array(part, { minLength: 1, maxLength: 4, size: "max" }).map((parts) => parts.join(""));
  return fc.oneof(
    literal,
    shape,
    atoms,
    fc.tuple(literal, atoms).map((choices) => choices.join("|")),
  );
}
