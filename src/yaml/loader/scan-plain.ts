import { type Cursor, isBreak } from "./cursor.ts";
import type { ScalarToken } from "./token.ts";

const IN_BLOCK = /[ \t\r\n\x85\u2028\u2029]|:(?=[ \t\r\n\x85\u2028\u2029]|$)/g;
const IN_BRACKETS = /[ \t\r\n\x85\u2028\u2029,?[\]{}]|:(?=[ \t\r\n\x85\u2028\u2029,[\]{}]|$)/g;

/** Text without quotes, and whether it went on to another line. */
interface Plain {
  readonly token: ScalarToken;
  readonly hasBreak: boolean;
}

/** Reads the text without quotes that begins at the place; its further lines must be indented so far, but not in brackets. */
export function scanPlain(cursor: Cursor, indent: number, inBrackets: boolean): Plain {
  const start = cursor.at;
  const pattern = inBrackets ? IN_BRACKETS : IN_BLOCK;
  const pieces: string[] = [];
  let end = start;
  let between = "";
  let hasBreak = false;
  while (cursor.char() !== "#") {
    const word = cursor.takeUntil(pattern);
    if (word === "") break;
    hasBreak = false;
    pieces.push(between, word);
    end = cursor.at;
    const gap = takeGap(cursor);
    hasBreak = gap.hasBreak;
    between = gap.text;
    if (between === "" || (!inBrackets && cursor.column < indent)) break;
  }
  return { token: { kind: "scalar", value: pieces.join(""), style: "plain", start, end }, hasBreak };
}

/** The blanks before the next word: spaces, or line breaks, of which the first is a space. Empty where the document ends. */
function takeGap(cursor: Cursor): { readonly text: string; readonly hasBreak: boolean } {
  const from = cursor.at;
  cursor.skipSpaces();
  if (!isBreak(cursor.code())) return { text: cursor.text.slice(from, cursor.at), hasBreak: false };
  const first = cursor.takeBreak();
  let further = "";
  while (true) {
    if (cursor.isAtMarker()) return { text: "", hasBreak: true };
    cursor.skipSpaces();
    if (!isBreak(cursor.code())) break;
    further += cursor.takeBreak();
  }
  return { text: first === "\n" ? further || " " : first + further, hasBreak: true };
}
