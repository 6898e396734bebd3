import { endOfLine, startOfLine } from "../text/line-bounds.ts";
import { type MigrationEdit, splice } from "./plan.ts";

/** A piece of a unified diff. Lines are counted from 1. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Without their line breaks. */
  readonly lines: readonly HunkLine[];
}

export interface HunkLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
  /** The file ends here, without a line break. */
  readonly isUnended?: true;
}

const CONTEXT = 3;
const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/y;

/** Lines of the old text that change together. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly edits: MigrationEdit[];
}

/** The unified diff of edits, sorted by place: made from the edits themselves, so that it takes no search. */
export function hunksOf(text: string, edits: readonly MigrationEdit[]): readonly Hunk[] {
  const changes = changesOf(text, edits);
  const hunks: Hunk[] = [];
  let position = { offset: 0, line: 1 };
  let drift = 0;
  for (let index = 0; index < changes.length;) {
    const lines: HunkLine[] = [];
    let change = changes[index];
    if (change === undefined) break;
    const start = back(text, change.start, position.offset);
    const oldStart = position.line + countBreaks(text.slice(position.offset, start));
    let at = start;
    let added = 0;
    let removed = 0;
    while (change !== undefined) {
      lines.push(...linesOf(text.slice(at, change.start), "same"));
      const before = text.slice(change.start, change.end);
      const offset = change.start;
      const local = change.edits.map(({ span, after }) => ({
        span: { start: span.start - offset, end: span.end - offset },
        after,
      }));
      const gone = linesOf(before, "removed");
      const come = linesOf(splice(before, local), "added");
      lines.push(...gone, ...come);
      removed += gone.length;
      added += come.length;
      at = change.end;
      index++;
      const next = changes[index];
      change = next !== undefined && next.start <= forward(text, at, 2 * CONTEXT) ? next : undefined;
    }
    const end = forward(text, at, CONTEXT);
    lines.push(...linesOf(text.slice(at, end), "same"));
    const oldLines = lines.filter(({ kind }) => kind !== "added").length;
    const newLines = oldLines + added - removed;
    hunks.push({
      oldStart,
      oldLines,
      newStart: oldStart + drift,
      newLines,
      lines: marked(lines, text.endsWith("\n") || end < text.length),
    });
    drift += added - removed;
    position = { offset: end, line: oldStart + oldLines };
  }
  return hunks;
}

function changesOf(text: string, edits: readonly MigrationEdit[]): readonly Change[] {
  const changes: Change[] = [];
  for (const edit of edits) {
    const last = changes.at(-1);
    // Many edits may be on one long line, whose ends are looked for once.
    if (last !== undefined && isBefore(edit.span.end, last.end, text)) last.edits.push(edit);
    else {
      const end = nextLine(text, edit.span.end);
      if (last !== undefined && edit.span.start < last.end) {
        changes[changes.length - 1] = { start: last.start, end, edits: [...last.edits, edit] };
      } else changes.push({ start: startOfLine(text, edit.span.start), end, edits: [edit] });
    }
  }
  return changes;
}

/** Whether an offset is before the end of lines; at the end of a text that does not end its last line, it still is. */
function isBefore(offset: number, end: number, text: string): boolean {
  return offset < end || (end === text.length && !"\r\n".includes(text.charAt(end - 1)));
}

function nextLine(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  return end + (text.startsWith("\r\n", end) ? 2 : end < text.length ? 1 : 0);
}

function forward(text: string, offset: number, lines: number): number {
  let at = offset;
  for (let count = 0; count < lines && at < text.length; count++) at = nextLine(text, at);
  return at;
}

function back(text: string, offset: number, limit: number): number {
  let at = offset;
  for (let count = 0; count < CONTEXT && at > limit; count++) {
    at = startOfLine(text, at - (text.startsWith("\r\n", at - 2) ? 2 : 1));
  }
  return Math.max(at, limit);
}

function countBreaks(text: string): number {
  return [...text.matchAll(/\r\n|\n|\r/g)].length;
}

function linesOf(text: string, kind: HunkLine["kind"]): HunkLine[] {
  const lines: HunkLine[] = [];
  LINE.lastIndex = 0;
  while (LINE.lastIndex < text.length) {
    const line = LINE.exec(text)?.[0] ?? "";
    lines.push({ kind, text: line.replace(/[\r\n]+$/, "") });
  }
  return lines;
}

/** Marks the last old and the last new line when the file does not end its last line. */
function marked(lines: readonly HunkLine[], isEnded: boolean): readonly HunkLine[] {
  if (isEnded) return lines;
  const lastOld = lines.findLastIndex(({ kind }) => kind !== "added");
  const lastNew = lines.findLastIndex(({ kind }) => kind !== "removed");
  return lines.map((line, index) => (index === lastOld || index === lastNew ? { ...line, isUnended: true } : line));
}
