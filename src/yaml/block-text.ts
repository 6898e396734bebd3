import type { WrittenScalar } from "./written.ts";

/** The text in a literal block scalar, without its indentation, and the way back. */
export interface BlockText {
  readonly text: string;
  /** What its lines are indented with. */
  readonly indent: string;
  /** From an offset of the text to the offset in the file. */
  readonly toOuter: (offset: number) => number;
}

/**
 * Takes the indentation from a literal block scalar; undefined when that is not one. A line of a template that stands
 * further left keeps all it has.
 */
export function blockText(source: string, { span, style, value }: WrittenScalar): BlockText | undefined {
  if (style !== "literal") return undefined;
  const first = /\r\n|\n|\r/g;
  first.lastIndex = span.start;
  const opening = first.exec(source);
  if (opening === null || opening.index >= span.end) return undefined;
  const bodyStart = opening.index + opening[0].length;
  const body = source.slice(bodyStart, span.end);
  const width = indentOf(body, value);
  if (width === undefined) return undefined;
  const pieces: string[] = [];
  const starts: { readonly inner: number; readonly outer: number }[] = [];
  let inner = 0;
  for (const match of body.matchAll(/.*(?:\r\n|\n|\r)|.+$/g)) {
    const line = match[0];
    const cut = Math.min(width, line.length - line.trimStart().length, line.replace(/[\r\n]+$/, "").length);
    starts.push({ inner, outer: bodyStart + match.index + cut });
    pieces.push(line.slice(cut));
    inner += line.length - cut;
  }
  return { text: pieces.join(""), indent: " ".repeat(width), toOuter: (offset) => toOuter(starts, offset) };
}

/** How far a body is indented: by what its first line that says something has more than the value. */
function indentOf(body: string, value: string): number | undefined {
  const written = /^[ \t]*[^\s].*$/m.exec(body)?.[0];
  const meant = /^[ \t]*[^\s].*$/m.exec(value)?.[0];
  return written === undefined || meant === undefined ? undefined : Math.max(0, written.length - meant.length);
}

function toOuter(starts: readonly { readonly inner: number; readonly outer: number }[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle]?.inner ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = starts[low];
  return line === undefined ? offset : line.outer + (offset - line.inner);
}
