import * as fc from "fast-check";

/** Where words meet: what may or may not end a match. */
const SEPARATORS: readonly string[] = [
  "",
  "  ",
  "\r\n",
  ", ",
  ": ",
  ...Array.from(" \n\t,:;.-_/|=+@#()<>\"'!?&*[]{}\\$%^~`"),
];

/** Characters on which implementations that count or fold differently fall apart. */
export const UNICODE: readonly string[] = [
  "é", // two bytes in UTF-8
  "e\u0301", // the same to the eye, with a combining accent
  "ß",
  "İ", // lower case has more units
  "\u017f", // folds to s
  "\u212a", // folds to k
  "Σ",
  "中文",
  "\uff11", // a full-width digit
  "\u0663", // an Arabic digit
  "\u{1d7d8}", // an astral digit
  "\u{10400}", // an astral letter with two cases
  "😀",
  "👩\u200d👩\u200d👧", // joined by ZWJ
  "\u200d",
  "\u200b",
  "\u00a0", // no-break space: white space that is not ASCII
  "\u2028",
  "\u0085",
  "\u180e", // was white space once
  "\ufeff",
  "\ufffd",
  "\u202e",
];

/** Not text at all, and yet strings of JavaScript. */
const LONE_SURROGATES: readonly string[] = ["\ud800", "\udc00", "\udfff\ud800", "\udbff"];
const CONTROLS: readonly string[] = ["\0", "\u0001", "\u0007", "\u001b[0m", "\u007f", "\u009f"];
const RUNS: readonly string[] = ["a", "0", "1-", " ", "@", ".", "é", "\ud83d\ude00", "aA1"];

const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const digits = fc.nat({ max: 9_999_999_999 }).map(String);
const strange = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...UNICODE) },
  { weight: 1, arbitrary: fc.constantFrom(...LONE_SURROGATES) },
  { weight: 1, arbitrary: fc.constantFrom(...CONTROLS) },
);
const run = repeat(fc.oneof(fc.constantFrom(...RUNS), ascii), 60);

/** A few thousand characters: past the sizes at which buffers grow. */
const longRun = repeat(fc.constantFrom(...RUNS), 6000);

function repeat(text: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> {
  return fc.tuple(text, fc.integer({ min: 2, max: most })).map(([each, times]) => each.repeat(times));
}

/** Puts a text together again that was taken apart around a few of its characters. */
type Edit = (before: string, part: string, after: string, character: string) => string;

const EDITS: readonly Edit[] = [
  (before, part, after, character) => before + character + part.slice(1) + after,
  (before, part, after, character) => before + character + part + after,
  (before, _part, after) => before + after,
  (before, part, after) => before + part + part + after,
  (before, part, after) => before + after.slice(0, 1) + part + after.slice(1),
  (before, part, after) => before + part.toUpperCase() + after.toLowerCase(),
  (before, part) => before + part,
  // One character more, less or other of the same class: what counts, checks or bounds has to see it.
  (before, part, after) => before + part.slice(0, 1) + part + after,
  (before, part, after) => before + part.slice(1) + after,
  (before, part, after) => before + neighbour(part.slice(0, 1)) + part.slice(1) + after,
];

const CLASSES: readonly string[] = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** A word that is one edit away from one of the vocabulary, so that it is just not, or just still, a match. */
function nearMiss(word: fc.Arbitrary<string>, character: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(word, textEdit(character)).map(([text, edit]) => edit(text));
}

/** Small changes of a text, at a place of it. */
function textEdit(character: fc.Arbitrary<string>): fc.Arbitrary<(text: string) => string> {
  return fc
    .tuple(fc.constantFrom(...EDITS), fc.nat({ max: 63 }), fc.integer({ min: 1, max: 4 }), character)
    .map(([edit, position, length, each]) => (text: string) => {
      const start = text === "" ? 0 : position % text.length;
      const end = start + length;
      return edit(text.slice(0, start), text.slice(start, end), text.slice(end), each);
    });
}

/** Small changes of a text that was met: the edits of near-misses, with ordinary and with strange characters. */
export const textEditArbitrary: fc.Arbitrary<(text: string) => string> = fc.oneof(textEdit(ascii), textEdit(strange));

/** The next character of its class, the first after the last; a character of none stays. */
function neighbour(character: string): string {
  const own = character === "" ? undefined : CLASSES.find((each) => each.includes(character));
  return own?.[(own.indexOf(character) + 1) % own.length] ?? character;
}

/** Words that texts are made of. */
export interface Words {
  readonly vocabulary: readonly string[];
  /** Words of the config at hand, such as a deny list: they come up often. */
  readonly favourites: readonly string[];
}

/** Texts for payloads: fragments of many kinds in a row. It shrinks to fewer and simpler fragments. */
export function textArbitrary({ vocabulary, favourites }: Words): fc.Arbitrary<string> {
  const common = fc.constantFrom(...vocabulary);
  const word =
    favourites.length === 0
      ? common
      : fc.oneof({ weight: 3, arbitrary: common }, { weight: 2, arbitrary: fc.constantFrom(...favourites) });
  const plain = [
    { weight: 8, arbitrary: word },
    { weight: 8, arbitrary: fc.constantFrom(...SEPARATORS) },
    { weight: 5, arbitrary: nearMiss(word, ascii) },
    { weight: 2, arbitrary: ascii },
    { weight: 2, arbitrary: digits },
    { weight: 1, arbitrary: run },
  ];
  const mixed = [...plain, { weight: 6, arbitrary: strange }, { weight: 4, arbitrary: nearMiss(word, strange) }];
  // Implementations have a quick way for ASCII: it is what most texts are, and it has to be tested as much as the other.
  return fc.oneof(
    { weight: 200, arbitrary: join(plain) },
    { weight: 160, arbitrary: join(mixed) },
    { weight: 40, arbitrary: word },
    { weight: 20, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: longRun },
  );
}

function join(fragments: fc.WeightedArbitrary<string>[]): fc.Arbitrary<string> {
  return fc.array(fc.oneof(...fragments), { minLength: 1, maxLength: 8, size: "max" }).map((parts) => parts.join(""));
}
