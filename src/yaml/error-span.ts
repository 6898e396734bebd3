import { startOfLine } from "../text/line-bounds.ts";
import type { Span } from "./span.ts";

const BLANKS = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*/y;
const NESTED = /^Nested mappings are not allowed/;
const QUOTED = /["']/;

/** What an error of the library is about; the library also shows blanks, and lines with comments, before it. */
export function errorSpan(text: string, [start, end]: readonly [number, number], message: string): Span {
  const at = skipBlanks(text, start);
  return (NESTED.test(message) ? lastLine(text, at) : undefined) ?? { start: at, end: Math.max(at, end) };
}

function skipBlanks(text: string, start: number): number {
  if (text.slice(startOfLine(text, start), start).trim() !== "") return start;
  BLANKS.lastIndex = start;
  BLANKS.test(text);
  return BLANKS.lastIndex < text.length ? BLANKS.lastIndex : start;
}

/** A line that is too far right goes on with the value of the line before, which YAML then takes for a key. */
function lastLine(text: string, start: number): Span | undefined {
  const length = text.slice(start).search(/:(?=\s|$)/);
  const lineStart = startOfLine(text, start + length);
  if (length === -1 || lineStart <= start || QUOTED.test(text.charAt(start))) return undefined;
  const indent = text.slice(lineStart).search(/[^ \t]/);
  return { start: lineStart + indent, end: start + length };
}
