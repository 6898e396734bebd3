import { endOfLine, startOfLine } from "../text/line-bounds.ts";
import type { Span } from "../yaml/span.ts";
import type { ScalarStyle, WrittenEntry, WrittenMap, WrittenScalar } from "../yaml/written.ts";

/** A replacement of text. */
export interface Replacement {
  readonly span: Span;
  readonly after: string;
}

const QUOTES: Readonly<Record<ScalarStyle, string>> = { double: '"', single: "'", plain: "", literal: "", folded: "" };

/** Puts another word in a scalar's place, with the quotes as they are. */
export function replaceScalar(source: string, scalar: WrittenScalar, word: string): Replacement {
  const { span, style, value } = scalar;
  const quote = QUOTES[style];
  const inner = { start: span.start + quote.length, end: span.end - quote.length };
  if (source.slice(inner.start, inner.end) === value) return { span: inner, after: word };
  // Escapes, or block text: the word is on a line of its own.
  const at = source.indexOf(
    value.trim(),
    style === "literal" || style === "folded" ? source.indexOf("\n", span.start) : span.start,
  );
  if (at === -1 || at + value.trim().length > span.end) return { span, after: `${quote}${word}${quote}` };
  return { span: { start: at, end: at + value.trim().length }, after: word };
}

/** The new text that sets `on_error: ignore` after a map's `mode`, in the style of that entry. */
export function insertOnError(source: string, map: WrittenMap, mode: WrittenEntry): Replacement {
  const { key, value } = mode;
  const gap = source.slice(key.span.end, value.span.start);
  const name = likeScalar(key, "on_error");
  const setting = likeScalar(value, "ignore");
  if (map.flow) {
    const indent = blanksBefore(source, key.span.start);
    const lead = indent === undefined ? (gap === ":" ? "" : " ") : lineBreak(source, key.span.start) + indent;
    return insertion(value.span.end, `,${lead}${name}${/^:\s*$/.test(gap) ? gap : ": "}${setting}`);
  }
  const indent = source.slice(startOfLine(source, key.span.start), key.span.start).replaceAll(/[^ \t]/g, " ");
  const end = endOfLine(source, source.slice(0, value.span.end).trimEnd().length);
  // The values of a map may stand in a column.
  const spaces = /^: +$/.test(gap) ? Math.max(1, gap.length - 1 - ("on_error".length - "mode".length)) : 1;
  return insertion(end, `${lineBreak(source, end)}${indent}${name}:${" ".repeat(spaces)}${setting}`);
}

/**
 * The removal of an `on_error` entry that stands where {@link insertOnError} puts it; undefined when it is anywhere else
 * or has a comment.
 */
export function removeOnError(source: string, map: WrittenMap, mode: WrittenEntry): Replacement | undefined {
  const { span, after } = insertOnError(source, map, mode);
  const end = span.start + after.length;
  if (!source.startsWith(after, span.start)) return undefined;
  const isWhole = map.flow
    ? /^\s*[,}]/.test(source.slice(end, end + 200))
    : /^(?:[\r\n]|$)/.test(source.slice(end, end + 1));
  return isWhole ? { span: { start: span.start, end }, after: "" } : undefined;
}

function insertion(offset: number, after: string): Replacement {
  return { span: { start: offset, end: offset }, after };
}

function likeScalar(node: WrittenEntry["key"], text: string): string {
  const quote = node.kind === "scalar" ? QUOTES[node.style] : "";
  return `${quote}${text}${quote}`;
}

/** The blanks before an offset when there is nothing else before it on its line. */
function blanksBefore(text: string, offset: number): string | undefined {
  let start = offset;
  while (start > 0 && " \t".includes(text.charAt(start - 1))) start--;
  return start === 0 || "\r\n".includes(text.charAt(start - 1)) ? text.slice(start, offset) : undefined;
}

/** The line break that ends the line of an offset; on the last line, the one before it; `\n` in a text of one line. */
function lineBreak(text: string, offset: number): string {
  const next = /\r\n|\n|\r/g;
  next.lastIndex = offset;
  const found = next.exec(text) ?? /\r\n|\n|\r/.exec(text);
  return found?.[0] ?? "\n";
}
