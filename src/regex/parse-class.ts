import { type CharRange, type CharSet, fold, not, ranges, type SetOperator } from "./char-set.ts";
import type { Cursor } from "./cursor.ts";
import type { Flags } from "./flags.ts";
import { parseEscape } from "./parse-escape.ts";

/** How many nested classes and set operations one bracketed class may hold. */
const MAX_CLASS_PARTS = 25;

const ASCII_CLASSES: ReadonlyMap<string, CharSet> = new Map([
  ["alnum", ranges("09", "AZ", "az")],
  ["alpha", ranges("AZ", "az")],
  ["ascii", ranges("\0\x7f")],
  ["blank", ranges("\t", " ")],
  ["cntrl", ranges("\0\x1f", "\x7f")],
  ["digit", ranges("09")],
  ["graph", ranges("!~")],
  ["lower", ranges("az")],
  ["print", ranges(" ~")],
  ["punct", ranges("!/", ":@", "[`", "{~")],
  ["space", ranges("\t\r", " ")],
  ["upper", ranges("AZ")],
  ["word", ranges("09", "AZ", "_", "az")],
  ["xdigit", ranges("09", "AF", "af")],
]);

/** Reads a bracketed class; the cursor stands on its `[`. */
export function parseClass(cursor: Cursor, flags: Flags): CharSet {
  return new ClassParser(cursor, flags).bracketed();
}

class ClassParser {
  readonly #cursor: Cursor;
  readonly #flags: Flags;
  #parts = 0;

  constructor(cursor: Cursor, flags: Flags) {
    this.#cursor = cursor;
    this.#flags = flags;
  }

  bracketed(): CharSet {
    const cursor = this.#cursor;
    const start = cursor.offset;
    this.#count(start);
    cursor.bumpAndSpace();
    const negated = cursor.is("^");
    if (negated) {
      this.#checkNegation(start);
      cursor.bumpAndSpace();
    }
    let items = this.#leadingLiterals();
    let left: CharSet | undefined;
    let operator: SetOperator | undefined;
    // An operation ends the union before it; all have the same precedence and bind to the left.
    const close = (): CharSet => {
      const right = fold(union(items), this.#flags);
      return left === undefined || operator === undefined ? right : { kind: "combination", operator, left, right };
    };
    for (;;) {
      cursor.space();
      if (cursor.done) throw cursor.error("the class is not closed", start);
      const next = this.#operator();
      if (next !== undefined) {
        this.#count(cursor.offset);
        left = close();
        operator = next;
        items = [];
        cursor.take(next);
      } else if (cursor.take("]")) {
        break;
      } else if (cursor.is("[")) {
        items.push(this.#asciiClass() ?? this.bracketed());
      } else {
        items.push(this.#range(start));
      }
    }
    return negated ? not(close()) : close();
  }

  /** The `-`s that a class begins with, and the `]` that it begins with, stand for themselves. */
  #leadingLiterals(): CharSet[] {
    const items: CharSet[] = [];
    for (; this.#cursor.is("-"); this.#cursor.bumpAndSpace()) items.push(ranges("-"));
    if (items.length === 0 && this.#cursor.is("]")) {
      items.push(ranges("]"));
      this.#cursor.bumpAndSpace();
    }
    return items;
  }

  #operator(): SetOperator | undefined {
    return (["&&", "--", "~~"] as const).find((operator) => this.#cursor.startsWith(operator));
  }

  /** `[:alpha:]` and its like; undefined for anything else, which is then a nested class. */
  #asciiClass(): CharSet | undefined {
    const cursor = this.#cursor;
    const match = /^\[:(\^?)([a-z]+):\]/.exec(cursor.source.slice(cursor.offset, cursor.offset + 12));
    const set = ASCII_CLASSES.get(match?.[2] ?? "");
    if (match === null || set === undefined) return undefined;
    const negated = match[1] === "^";
    if (negated) this.#checkNegation(cursor.offset);
    cursor.take(match[0]);
    const folded = fold(set, this.#flags);
    return negated ? not(folded) : folded;
  }

  /** One item or a range of two. */
  #range(classStart: number): CharSet {
    const cursor = this.#cursor;
    const start = cursor.offset;
    const first = this.#item();
    cursor.space();
    if (cursor.done) throw cursor.error("the class is not closed", classStart);
    if (!cursor.is("-") || this.#isLastHyphen()) {
      return typeof first === "number" ? ranges([first, first]) : first;
    }
    if (!cursor.bumpAndSpace()) throw cursor.error("the class is not closed", classStart);
    const last = this.#item();
    if (typeof first !== "number" || typeof last !== "number")
      throw cursor.error("a range is between two characters", start);
    if (first > last) throw cursor.error("the range ends before it starts", start);
    return ranges([first, last] satisfies CharRange);
  }

  /**
   * Whether the `-` at hand is followed by `]` or `-`, and so is no range. A comment's first letter counts as what
   * follows, as in the regex crate.
   */
  #isLastHyphen(): boolean {
    const cursor = this.#cursor;
    const after = cursor.source.slice(cursor.offset + 1);
    return (cursor.ignoreWhitespace ? /^\p{White_Space}*(?:#\p{White_Space}*)?[\]-]/u : /^[\]-]/).test(after);
  }

  /** A character as its code point, or a set. */
  #item(): number | CharSet {
    const cursor = this.#cursor;
    const start = cursor.offset;
    if (!cursor.is("\\")) {
      const codePoint = cursor.char.codePointAt(0) ?? 0;
      cursor.bump();
      return this.#checkCharacter(codePoint, start);
    }
    const escape = parseEscape(cursor, this.#flags);
    switch (escape.kind) {
      case "literal":
        return this.#checkCharacter(escape.codePoint, start);
      case "set":
        return escape.set;
      case "look":
        throw cursor.error("an assertion can't stand in a class", start);
    }
  }

  #checkCharacter(codePoint: number, offset: number): number {
    if (!this.#flags.unicode && codePoint > 0x7f) {
      throw this.#cursor.error("a class takes characters beyond ASCII only with the flag u", offset);
    }
    return codePoint;
  }

  #checkNegation(offset: number): void {
    if (!this.#flags.unicode) {
      throw this.#cursor.error("a negated class needs the flag u: without it, it could match half a character", offset);
    }
  }

  #count(offset: number): void {
    if (++this.#parts > MAX_CLASS_PARTS) {
      throw this.#cursor.error(`a class holds at most ${MAX_CLASS_PARTS} nested classes and set operations`, offset);
    }
  }
}

function union(items: readonly CharSet[]): CharSet {
  const [first] = items;
  if (items.length === 1 && first !== undefined) return first;
  return { kind: "union", of: items };
}
