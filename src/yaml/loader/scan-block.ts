import { type Cursor, isBlank, isBreak, LINE_END } from "./cursor.ts";
import type { ScalarToken } from "./token.ts";

const HEADER = /(?:[-+][1-9]?|[1-9][-+]?)?/y;

/** Reads the literal or folded text that begins at the place, in a block that is indented so far. */
export function scanBlock(cursor: Cursor, indent: number): ScalarToken {
  const start = cursor.at;
  const isFolded = cursor.char() === ">";
  cursor.at++;
  const header = cursor.take(HEADER) ?? "";
  if (cursor.char() === "#") {
    const from = cursor.at;
    cursor.takeUntil(LINE_END);
    const message = "the loader takes a comment behind '|' or '>' only after a space";
    throw cursor.stop(message, { start: from, end: cursor.at });
  }
  if (!cursor.isAtEnd() && !isBreak(cursor.code()) && cursor.char() !== " ") {
    throw cursor.stop("'|' and '>' are followed by '-' or '+', by a digit from 1 to 9, or by nothing");
  }
  cursor.endLine("the beginning of block text");
  const least = Math.max(1, indent + 1);
  const stated = /[1-9]/.exec(header)?.[0];
  const first = stated === undefined ? leadingBreaks(cursor) : undefined;
  const column = first === undefined ? least + Number(stated) - 1 : Math.max(least, first.deepest);
  let breaks = first?.breaks ?? furtherBreaks(cursor, column);
  let lineBreak = "";
  const pieces: string[] = [];
  while (cursor.column === column && !cursor.isAtEnd()) {
    pieces.push(breaks);
    const isText = !isBlank(cursor.code());
    pieces.push(cursor.takeUntil(LINE_END));
    lineBreak = cursor.takeBreak();
    breaks = furtherBreaks(cursor, column);
    if (cursor.column !== column || cursor.isAtEnd()) break;
    const isFold = isFolded && lineBreak === "\n" && isText && !isBlank(cursor.code());
    if (!isFold) pieces.push(lineBreak);
    else if (breaks === "") pieces.push(" ");
  }
  if (!header.includes("-")) pieces.push(lineBreak);
  if (header.includes("+")) pieces.push(breaks);
  const style = isFolded ? "folded" : "literal";
  return { kind: "scalar", value: pieces.join(""), style, start, end: cursor.at };
}

/** The empty lines before the first one, and how far the blanks in them and before it reach. */
function leadingBreaks(cursor: Cursor): { readonly breaks: string; readonly deepest: number } {
  let breaks = "";
  let deepest = 0;
  while (true) {
    cursor.skipSpaces();
    deepest = Math.max(deepest, cursor.column);
    if (!isBreak(cursor.code())) return { breaks, deepest };
    breaks += cursor.takeBreak();
  }
}

/** The empty lines before the next one of the text, whose indentation is left behind. */
function furtherBreaks(cursor: Cursor, column: number): string {
  let breaks = "";
  while (true) {
    while (cursor.column < column && cursor.char() === " ") cursor.at++;
    if (!isBreak(cursor.code())) return breaks;
    breaks += cursor.takeBreak();
  }
}
