import { type CharSet, contains, DIGIT, SPACE, WORD } from "./char-set.ts";

/** The kinds of characters beyond ASCII, as bits. Most patterns tell no two of one kind apart. */
export const Kind = { digit: 1, space: 2, longS: 4, kelvinSign: 8, word: 16, other: 32 } as const;

export const ALL_KINDS = 63;
/** The kinds that `\w` holds. */
export const WORD_KINDS = Kind.digit | Kind.longS | Kind.kelvinSign | Kind.word;
/** The characters of the kind `space`, for use in a JavaScript class. */
export const SPACE_MEMBERS = "\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** One character of each kind. */
export const KIND_SAMPLES: readonly (readonly [kind: number, codePoint: number])[] = [
  [Kind.digit, 0x660],
  [Kind.space, 0xa0],
  [Kind.longS, 0x17f],
  [Kind.kelvinSign, 0x212a],
  [Kind.word, 0xaa],
  [Kind.other, 0xd7],
];

/** The kinds that a set holds, as bits of {@link Kind}; undefined when it holds only some characters of one. */
export function kindsOf(set: CharSet): number | undefined {
  if (!keepsKindsTogether(set)) return undefined;
  return KIND_SAMPLES.reduce((kinds, [kind, sample]) => (contains(set, sample) ? kinds | kind : kinds), 0);
}

/** Case folding is no matter: but for the two kinds of one character, nothing is equal to something of another kind. */
function keepsKindsTogether(set: CharSet): boolean {
  switch (set.kind) {
    case "ranges":
      return set.ranges.every(
        ([first, last]) =>
          last < 0x80 ||
          (first <= 0x80 && last === 0x10ffff) ||
          (first === last && KIND_SAMPLES.some(([kind, sample]) => sample === first && isSingle(kind))),
      );
    case "properties":
      return set === DIGIT || set === SPACE || set === WORD;
    case "fold":
    case "not":
      return keepsKindsTogether(set.of);
    case "union":
      return set.of.every(keepsKindsTogether);
    case "combination":
      return keepsKindsTogether(set.left) && keepsKindsTogether(set.right);
  }
}

function isSingle(kind: number): boolean {
  return kind === Kind.longS || kind === Kind.kelvinSign;
}
