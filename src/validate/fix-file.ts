import { overlapsAny, type Span } from "../yaml/span.ts";
import { splice } from "../migrate/plan.ts";
import type { FileChecks } from "./check-file.ts";
import { checkTarget, type TargetToCheck } from "./check-target.ts";
import type { Diagnostic, DiagnosticFix } from "./diagnostic.ts";
import type { FixLevel } from "./fix.ts";

export interface FixedFile {
  /** The text after all fixes; the text itself when there was nothing to fix. */
  readonly text: string;
  /** What was fixed, in the order in which it was. */
  readonly fixed: readonly Diagnostic[];
  /** What is left to say of the new text. */
  readonly diagnostics: readonly Diagnostic[];
}

type Fixable = Diagnostic & { readonly fix: DiagnosticFix };

/**
 * Makes the fixes of a file until none is left. Fixes are kept only when all that they are for is gone, and nothing new came; so
 * this comes to an end, and a second run finds nothing to do.
 */
export async function fixFile(file: TargetToCheck, level: FixLevel, checks: FileChecks): Promise<FixedFile> {
  let { text } = file;
  let diagnostics = await checkTarget(file, checks);
  const fixed: Diagnostic[] = [];
  while (true) {
    const step = await nextStep(
      { ...file, text, document: undefined, embedded: undefined },
      diagnostics,
      level,
      checks,
    );
    if (step === undefined) return { text, fixed, diagnostics };
    ({ text, diagnostics } = step);
    fixed.push(...step.fixed);
  }
}

/** The first of the groups that makes the file better. */
async function nextStep(
  file: TargetToCheck,
  before: readonly Diagnostic[],
  level: FixLevel,
  checks: FileChecks,
): Promise<FixedFile | undefined> {
  const fixable = before.filter((one): one is Fixable => one.fix !== undefined && (level === "unsafe" || one.fix.safe));
  if (fixable.length === 0) return undefined;
  for (const fixed of groupsOf(fixable)) {
    const text = applyFixes(file.text, fixed);
    const diagnostics = await checkTarget({ ...file, text }, checks);
    if (isBetter(before, fixed, diagnostics)) return { text, fixed, diagnostics };
  }
  return undefined;
}

/**
 * All fixes that do not touch each other, then halves of them and so on down to each alone, as one bad fix spoils its group; in
 * the end, those that touch another.
 */
function* groupsOf(fixable: readonly Fixable[]): Generator<readonly Fixable[]> {
  const together = apart(fixable);
  for (let size = together.length; ; size = Math.ceil(size / 2)) {
    for (let at = 0; at < together.length; at += size) yield together.slice(at, at + size);
    if (size === 1) break;
  }
  const tried = new Set(together);
  for (const one of fixable) if (!tried.has(one)) yield [one];
}

/** Of fixes that touch each other, the first. */
function apart(fixable: readonly Fixable[]): readonly Fixable[] {
  const taken: Span[] = [];
  return fixable.filter(({ fix }) => {
    const spans = fix.edits.map(widened);
    if (spans.some((span) => overlapsAny(span, taken))) return false;
    for (const span of spans) taken.splice(placeIn(taken, span), 0, span);
    return true;
  });
}

/** Where a span belongs among sorted ones; mostly after the last. */
function placeIn(sorted: readonly Span[], { start }: Span): number {
  let place = sorted.length;
  while (place > 0 && (sorted[place - 1]?.start ?? 0) > start) place--;
  return place;
}

/** An insertion has no length of its own. */
function widened({ range }: DiagnosticFix["edits"][number]): Span {
  return { start: range.start.offset, end: range.end.offset + 1 };
}

function applyFixes(text: string, fixed: readonly Fixable[]): string {
  const edits = fixed.flatMap(({ fix }) =>
    fix.edits.map(({ range, text: after }) => ({ span: { start: range.start.offset, end: range.end.offset }, after })),
  );
  return splice(text, edits);
}

/** Whether all that was fixed is gone, and nothing else came: one fix must not hide what another one brings. */
function isBetter(before: readonly Diagnostic[], fixed: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const allowed = new Map<string, number>();
  const count = (diagnostics: readonly Diagnostic[], by: 1 | -1): void => {
    for (const { code } of diagnostics) allowed.set(code, (allowed.get(code) ?? 0) + by);
  };
  count(before, 1);
  count(fixed, -1);
  count(after, -1);
  return [...allowed.values()].every((left) => left >= 0);
}
