import { structuredPatch } from "diff";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** A file before and after; the texts may end in any way. */
export interface TextChange {
  /** The path as it is shown, with `/`. */
  readonly file: string;
  readonly before: string;
  /** Undefined when the file is removed. */
  readonly after: string | undefined;
}

/** The change as a unified diff with three lines of context, as `git apply` takes it; nothing when there is no change. */
export function renderUnifiedDiff({ file, before, after }: TextChange, style: Style): string {
  const { hunks } = structuredPatch(file, file, before, after ?? "", undefined, undefined, { context: 3 });
  if (hunks.length === 0) return "";
  const to = after === undefined ? "/dev/null" : `b/${visible(file)}`;
  const lines = [style.bold(`--- a/${visible(file)}`), style.bold(`+++ ${to}`)];
  for (const { oldStart, oldLines, newStart, newLines, lines: body } of hunks) {
    lines.push(style.accent(`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`));
    lines.push(...body.map((line) => renderLine(line, style)));
  }
  return `${lines.join("\n")}\n`;
}

/** An empty range names the line before it. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;
}

function renderLine(line: string, style: Style): string {
  const text = shown(line);
  if (line.startsWith("+")) return style.good(text);
  if (line.startsWith("-")) return style.bad(text);
  return line.startsWith("\\") ? style.dim(text) : text;
}

/** The carriage return of a CRLF line stays, so that the diff applies to the file it was made from. */
function shown(line: string): string {
  return line.endsWith("\r") ? `${visible(line.slice(0, -1))}\r` : visible(line);
}
