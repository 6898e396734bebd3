import { Lines } from "../yaml/lines.ts";
import type { BlockText } from "../yaml/block-text.ts";
import { checkFile, type FileChecks, type FileToCheck } from "./check-file.ts";
import type { Diagnostic, DiagnosticFix, Range } from "./diagnostic.ts";
import { type EmbeddedConfig, findEmbedded } from "./embedded.ts";
import type { FileType } from "./rule.ts";

/** What a checked file is: what CPEX loads, or a YAML file with configs in its block text. */
export type TargetType = FileType | "embedded";

export interface TargetToCheck extends Omit<FileToCheck, "type"> {
  readonly type: TargetType;
  /** The configs in its block text, where they were read already. */
  readonly embedded?: readonly EmbeddedConfig[] | undefined;
}

/** Checks a file, or the configs in its block text, and returns what was found in the order of the text. */
export async function checkTarget(
  { type, embedded, ...target }: TargetToCheck,
  checks: FileChecks,
): Promise<readonly Diagnostic[]> {
  if (type !== "embedded") return await checkFile({ type, ...target }, checks);
  const lines = new Lines(target.text);
  const diagnostics: Diagnostic[] = [];
  for (const { block, document } of embedded ?? findEmbedded(target.text)) {
    const inner = { ...target, type: "config", text: block.text, document } as const;
    const found = await checkFile(inner, checks);
    diagnostics.push(...found.map((diagnostic) => moveOut(diagnostic, block, lines)));
  }
  return diagnostics;
}

/** A diagnostic of a block text as one of the file around it. */
function moveOut(diagnostic: Diagnostic, block: BlockText, lines: Lines): Diagnostic {
  const { range, related, fix, ...rest } = diagnostic;
  const moved = (inner: Range): Range => movedRange(inner, block, lines);
  return {
    ...rest,
    range: moved(range),
    related: related.map((other) => ({ message: other.message, range: moved(other.range) })),
    ...(fix === undefined ? {} : { fix: movedFix(fix, block, lines) }),
  };
}

/** What ends with a line ends there, and not after the indentation of the next one. */
function movedRange({ start, end }: Range, { toOuter }: BlockText, lines: Lines): Range {
  const last = end.offset > start.offset ? toOuter(end.offset - 1) + 1 : toOuter(end.offset);
  return { start: lines.at(toOuter(start.offset)), end: lines.at(last) };
}

/** Edits keep the indentation: what they take away goes with one, and what they add gets it. */
function movedFix({ edits, ...fix }: DiagnosticFix, { toOuter, indent }: BlockText, lines: Lines): DiagnosticFix {
  const at = (offset: number): Range["start"] => lines.at(toOuter(offset));
  return {
    ...fix,
    edits: edits.map(({ range, text }) => ({
      range: { start: at(range.start.offset), end: at(range.end.offset) },
      text: text.replaceAll(/(\r\n|\n|\r)(?=.)/g, `$1${indent}`),
    })),
  };
}
