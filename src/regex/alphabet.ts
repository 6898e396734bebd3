import { ASCII_WORD, type CharSet, contains, ranges, WORD } from "./char-set.ts";
import { Side } from "./look.ts";

/** Characters that no part of a pattern tells apart. */
export interface CharClass {
  readonly id: number;
  /** For each of the pattern's sets, whether it holds these characters. */
  readonly inSet: readonly boolean[];
  /** What an assertion beside such a character sees, as bits of `Side`. */
  readonly sides: number;
}

const PAGE_BITS = 8;
const PAGE_SIZE = 1 << PAGE_BITS;

const SIDE_SETS: readonly (readonly [number, CharSet])[] = [
  [Side.word, WORD],
  [Side.asciiWord, ASCII_WORD],
  [Side.lineFeed, ranges("\n")],
  [Side.carriageReturn, ranges("\r")],
];

/**
 * Sorts characters into classes, so that an automaton needs one step per class and not one per character. A character is
 * looked at when it is first met, since a text uses few of the 1,114,112 that there are.
 */
export class Alphabet {
  /** The edge of the text, as if it were a character. Class 0. */
  readonly edge: CharClass;
  /** Classes by character for the first 256 characters; 0 where it is not known yet. */
  readonly latin = new Uint16Array(PAGE_SIZE);

  readonly #sets: readonly CharSet[];
  readonly #sides: number;
  readonly #pages: (Uint16Array | undefined)[];
  readonly #classes: CharClass[];
  readonly #ids = new Map<string, number>();

  constructor(sets: readonly CharSet[], sides: number) {
    this.#sets = sets;
    this.#sides = sides;
    this.#pages = [this.latin];
    this.edge = { id: 0, inSet: sets.map(() => false), sides: Side.edge & sides };
    this.#classes = [this.edge];
  }

  classOf(id: number): CharClass {
    return this.#classes[id] ?? this.edge;
  }

  /** The class of a character, as an index. */
  idOf(codePoint: number): number {
    const page = (this.#pages[codePoint >> PAGE_BITS] ??= new Uint16Array(PAGE_SIZE));
    const index = codePoint & (PAGE_SIZE - 1);
    return page[index] || (page[index] = this.#classify(codePoint));
  }

  #classify(codePoint: number): number {
    const inSet = this.#sets.map((set) => contains(set, codePoint));
    let sides = 0;
    for (const [side, set] of SIDE_SETS) {
      if ((this.#sides & side) !== 0 && contains(set, codePoint)) sides |= side;
    }
    const key = `${sides} ${inSet.map(Number).join("")}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#classes.length;
      this.#classes.push({ id, inSet, sides });
      this.#ids.set(key, id);
    }
    return id;
  }
}
