import type { Cursor } from "./cursor.ts";

/** The flags in force at one place of a pattern, by the regex crate's names. */
export interface Flags {
  readonly caseInsensitive: boolean;
  readonly multiLine: boolean;
  readonly dotMatchesNewLine: boolean;
  readonly swapGreed: boolean;
  readonly unicode: boolean;
  readonly crlf: boolean;
  readonly ignoreWhitespace: boolean;
}

export const DEFAULT_FLAGS: Flags = Object.freeze({
  caseInsensitive: false,
  multiLine: false,
  dotMatchesNewLine: false,
  swapGreed: false,
  unicode: true,
  crlf: false,
  ignoreWhitespace: false,
});

const NAMES: ReadonlyMap<string, keyof Flags> = new Map([
  ["i", "caseInsensitive"],
  ["m", "multiLine"],
  ["s", "dotMatchesNewLine"],
  ["U", "swapGreed"],
  ["u", "unicode"],
  ["R", "crlf"],
  ["x", "ignoreWhitespace"],
]);

/** Reads flags such as `i-s` up to, but not past, the `:` or `)` after them. Without any, the given flags come back. */
export function parseFlags(cursor: Cursor, flags: Flags): Flags {
  const changes: Partial<Record<keyof Flags, boolean>> = {};
  let negation: number | undefined;
  let dangling = false;
  while (!cursor.is(":") && !cursor.is(")")) {
    if (cursor.done) throw cursor.error("flags are not closed");
    if (cursor.is("-")) {
      if (negation !== undefined) throw cursor.error("flags are negated twice");
      negation = cursor.offset;
      dangling = true;
    } else {
      const name = NAMES.get(cursor.char);
      if (name === undefined) throw cursor.error(`unknown flag or group kind '${cursor.char}'`);
      if (changes[name] !== undefined) throw cursor.error(`flag '${cursor.char}' is given twice`);
      changes[name] = negation === undefined;
      dangling = false;
    }
    cursor.bump();
  }
  if (dangling) throw cursor.error("nothing is negated", negation);
  return Object.keys(changes).length === 0 ? flags : { ...flags, ...changes };
}
