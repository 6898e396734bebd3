import { LoaderStop } from "./cursor.ts";
import type { Token } from "./token.ts";

const BREAK = /[\r\n\x85\u2028\u2029]/;

/** The error at a colon that has no key: a text right before it belongs to the value of another key. */
export function strayColon(text: string, colon: number, before: Token | undefined): LoaderStop {
  const span = { start: colon, end: colon + 1 };
  const isText = before?.kind === "scalar" && text.slice(before.end, colon).trim() === "";
  if (!isText) return new LoaderStop("there is no key before this colon", span);
  // Of a text on several lines, only the last is meant for a key.
  const start = before.start + lastLineOf(text.slice(before.start, colon));
  const help = "Indent a key like the others of its map. A value that holds a colon and a space stands in quotes.";
  return new LoaderStop("this can't be a key: it belongs to the value before it", { ...span, start }, { help });
}

/** Where the last line of a text begins, behind its indentation. */
function lastLineOf(text: string): number {
  let start = text.length;
  while (start > 0 && !BREAK.test(text.charAt(start - 1))) start--;
  return start + text.slice(start).search(/\S|$/);
}
