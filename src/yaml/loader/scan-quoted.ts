import { type Cursor, isBlank, isBreak, LINE_END } from "./cursor.ts";
import type { ScalarToken } from "./token.ts";

const IN_DOUBLE = /["\\ \t\r\n\x85\u2028\u2029]/g;
const IN_SINGLE = /[' \t\r\n\x85\u2028\u2029]/g;

/** What a letter after a backslash stands for. */
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1B",
  " ": " ",
  '"': '"',
  "\\": "\\",
  "/": "/",
  N: "\x85",
  _: "\xA0",
  L: "\u2028",
  P: "\u2029",
};
const CODES: Readonly<Record<string, RegExp>> = {
  x: /[\da-fA-F]{2}/y,
  u: /[\da-fA-F]{4}/y,
  U: /[\da-fA-F]{8}/y,
};

/** Reads the quoted text that begins at the place. */
export function scanQuoted(cursor: Cursor): ScalarToken {
  const start = cursor.at;
  const quote = cursor.char();
  const isDouble = quote === '"';
  const pieces: string[] = [];
  cursor.at++;
  while (true) {
    pieces.push(cursor.takeUntil(isDouble ? IN_DOUBLE : IN_SINGLE));
    const char = cursor.char();
    if (char === quote) {
      cursor.at++;
      if (isDouble || cursor.char() !== quote) break;
      pieces.push(quote);
      cursor.at++;
    } else if (char === "\\") pieces.push(escaped(cursor));
    else if (cursor.isAtEnd()) {
      cursor.at = start;
      const line = cursor.takeUntil(LINE_END).trimEnd();
      throw cursor.stop("the quote that begins here is never closed", { start, end: start + line.length });
    } else pieces.push(blanks(cursor));
  }
  return {
    kind: "scalar",
    value: pieces.join(""),
    style: isDouble ? "double" : "single",
    start,
    end: cursor.at,
  };
}

function escaped(cursor: Cursor): string {
  cursor.at++;
  if (isBreak(cursor.code())) {
    cursor.takeBreak();
    return breaks(cursor);
  }
  const letter = cursor.char();
  cursor.at++;
  const escape = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (escape !== undefined) return escape;
  const pattern = Object.hasOwn(CODES, letter) ? CODES[letter] : undefined;
  const digits = pattern === undefined ? undefined : cursor.take(pattern);
  const code = Number.parseInt(digits ?? "", 16);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  throw cursor.stop("there is no such escape in double quotes", { start: cursor.at - 2, end: cursor.at });
}

/** Blanks inside a line are text; those around a line break are not, and the break is a space or the further breaks. */
function blanks(cursor: Cursor): string {
  const from = cursor.at;
  while (isBlank(cursor.code())) cursor.at++;
  if (!isBreak(cursor.code())) return cursor.text.slice(from, cursor.at);
  const first = cursor.takeBreak();
  const further = breaks(cursor);
  return first === "\n" ? further || " " : first + further;
}

function breaks(cursor: Cursor): string {
  let found = "";
  while (true) {
    if (cursor.isAtMarker()) {
      throw cursor.stop("quoted text can't go on where a line ends the document", { end: cursor.at + 3 });
    }
    while (isBlank(cursor.code())) cursor.at++;
    if (!isBreak(cursor.code())) return found;
    found += cursor.takeBreak();
  }
}
