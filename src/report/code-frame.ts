import { displayWidth } from "./width.ts";
import type { Range } from "../validate/diagnostic.ts";
import type { Lines } from "../yaml/lines.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** A place to show, and what to write behind its carets. */
export interface Mark {
  readonly range: Range;
  readonly label?: string;
}

export interface FrameOptions {
  readonly style: Style;
  /** How the main mark is coloured. */
  readonly paint: (text: string) => string;
  /** Columns that a line may take. */
  readonly width: number;
}

const ELLIPSIS = "…";
/** What is kept of a long line before its mark. */
const LEAD = 20;
/** Characters of a line that are looked at on each side of a mark's start. */
const WINDOW = 500;

/** The lines of the marks, sorted, with carets under exactly the marked text; of a mark over many lines, the first. */
export function renderFrame(lines: Lines, marks: readonly Mark[], { style, paint, width }: FrameOptions): string[] {
  const shown = [...marks.entries()].sort(([, a], [, b]) => a.range.start.offset - b.range.start.offset);
  const gutter = String(Math.max(...marks.map(({ range }) => range.start.line))).length;
  const edge = style.dim(`${" ".repeat(gutter)} |`);
  const output = [edge];
  let last: number | undefined;
  for (const [index, { range, label }] of shown) {
    const { line } = range.start;
    const cut = cutLine(lines.line(line), range, width - gutter - 3);
    if (last !== undefined && line > last + 1) output.push(style.dim("..."));
    // A shortened line shows one mark only, so that the next one gets a line of its own.
    if (line !== last || cut.isShortened) {
      const number = style.dim(`${String(line).padStart(gutter)} |`);
      output.push(`${number} ${cut.before}${cut.marked}${cut.after}`.trimEnd());
    }
    const carets = (index === 0 ? "^" : "-").repeat(Math.max(1, displayWidth(cut.marked)));
    const note = label === undefined ? "" : ` ${label}`;
    output.push(`${edge} ${blank(cut.before)}${(index === 0 ? paint : style.accent)(`${carets}${note}`)}`);
    last = line;
  }
  return output;
}

interface CutLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  readonly isShortened: boolean;
}

/** The line in three parts, shortened around the mark when it is wider than there is room. */
function cutLine(line: string, { start, end }: Range, room: number): CutLine {
  const from = start.column - 1;
  const to = end.line > start.line ? line.length : end.column - 1;
  // No terminal shows more than this, and some files are one line of a megabyte.
  const before = visible(line.slice(Math.max(0, from - WINDOW), from));
  const marked = visible(line.slice(from, Math.min(to, from + WINDOW)));
  const after = visible(line.slice(to, to + WINDOW));
  if (from <= WINDOW && displayWidth(before + marked + after) <= room)
    return { before, marked, after, isShortened: false };
  const lead = displayWidth(before) <= LEAD ? before : ELLIPSIS + [...before].slice(-LEAD).join("");
  const shownMark = fit(marked, room - displayWidth(lead));
  const shownAfter = shownMark === marked ? fit(after, room - displayWidth(lead + marked)) : "";
  return { before: lead, marked: shownMark, after: shownAfter, isShortened: true };
}

/** As much of a text as fits, with an ellipsis where it was cut. */
function fit(text: string, room: number): string {
  if (displayWidth(text) <= room) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) >= room) break;
    kept += character;
  }
  return kept + ELLIPSIS;
}

/** Blanks as wide as a text; tabs stay tabs, so that they end where the text's do. */
function blank(text: string): string {
  return text
    .split("\t")
    .map((piece) => " ".repeat(displayWidth(piece)))
    .join("\t");
}
