import { messageOf } from "../../errors.ts";
import { Lines, type Position } from "../../yaml/lines.ts";
import { applyEdits, type Edit, originOf } from "./edit.ts";
import type { PhaseNumber } from "./phases.ts";
import { isRemovable, propose } from "./propose.ts";
import { countErrors, parsePython } from "./python/parse.ts";
import type { SourceFile } from "./source-file.ts";

/** One phase in one file. */
export interface Step {
  readonly phase: PhaseNumber;
  readonly before: string;
  /** Undefined when the file is removed. */
  readonly after: string | undefined;
  readonly edits: readonly Edit[];
}

/** A place of the file as it was, and what is said of it. */
export interface Note {
  readonly phase: PhaseNumber;
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
}

/** What the migration does with a file. */
export interface FileOutcome {
  readonly source: SourceFile;
  /** The text afterwards; undefined when the file is removed. */
  readonly after: string | undefined;
  readonly steps: readonly Step[];
  /** Each edit, with its reason. */
  readonly edits: readonly Note[];
  /** What a person has to decide. */
  readonly findings: readonly Note[];
  /** Why the file is left as it is, although there are edits: their result did not stand the proof. */
  readonly unproved: string | undefined;
}

/** The files of a tree after some phases. */
export function migrateTree(files: readonly SourceFile[], phases: readonly PhaseNumber[]): readonly FileOutcome[] {
  const outcomes = files.map((file) => migrateFile(file, phases));
  if (!phases.includes(5)) return outcomes;
  const needed = outcomes.reduce((sum, { source, after }) => sum + oldImports(source, after ?? ""), 0);
  if (needed === 0) return outcomes.map(removeShim);
  const kept = outcomes.findIndex(({ source, after }) => isRemovable(source, after ?? ""));
  return outcomes.map((outcome, index) => (index === kept ? keepShim(outcome, needed) : outcome));
}

function migrateFile(source: SourceFile, phases: readonly PhaseNumber[]): FileOutcome {
  const lines = new Lines(source.text);
  const [steps, edits, findings]: [Step[], Note[], Note[]] = [[], [], []];
  let text = source.text;
  for (const phase of phases) {
    const place = (start: number, end: number, message: string): Note => {
      const at = (offset: number): Position =>
        lines.at(steps.reduceRight((earlier, step) => originOf(earlier, step.edits), offset));
      return { phase, file: source.file, start: at(start), end: at(end), message };
    };
    const proposal = propose(phase, source, text);
    findings.push(...proposal.findings.map(({ start, end, message }) => place(start, end, message)));
    if (proposal.edits.length === 0) continue;
    edits.push(...proposal.edits.map(({ start, end, reason }) => place(start, end, reason)));
    const proved = prove(phase, source, text, proposal.edits);
    if ("problem" in proved) {
      return { source, after: source.text, steps: [], edits: [], findings, unproved: proved.problem };
    }
    steps.push({ phase, before: text, after: proved.after, edits: proposal.edits });
    text = proved.after;
  }
  return { source, after: text, steps, edits, findings, unproved: undefined };
}

/** Applies edits, and sees to it that no syntax error came up and that there is nothing more to do. */
function prove(
  phase: PhaseNumber,
  source: SourceFile,
  before: string,
  edits: readonly Edit[],
): { readonly after: string } | { readonly problem: string } {
  try {
    const after = applyEdits(before, edits);
    if (source.kind === "python" && countErrors(parsePython(after)) > countErrors(parsePython(before))) {
      return { problem: `phase ${phase} would leave a syntax error` };
    }
    if (propose(phase, source, after).edits.length > 0)
      return { problem: `phase ${phase} would not be done in one go` };
    return { after };
  } catch (error) {
    return { problem: `phase ${phase}: ${messageOf(error)}` };
  }
}

/** How often a file still needs the old modules. */
function oldImports(source: SourceFile, text: string): number {
  if (source.kind !== "python") return 0;
  const { edits, findings } = propose(source.test ? 4 : 3, source, text);
  return edits.length + findings.length;
}

function removeShim(outcome: FileOutcome): FileOutcome {
  const { source, after, steps, edits } = outcome;
  if (after === undefined || !isRemovable(source, after)) return outcome;
  const edit = { start: 0, end: after.length, text: "", reason: "nothing needs this shim any more" };
  return {
    ...outcome,
    after: undefined,
    steps: [...steps, { phase: 5, before: after, after: undefined, edits: [edit] }],
    edits: [...edits, shimNote(source, edit.reason)],
  };
}

/** Says it once for all shims. */
function keepShim(outcome: FileOutcome, needed: number): FileOutcome {
  const places = needed === 1 ? "one place still needs" : `${needed} places still need`;
  const note = shimNote(outcome.source, `the shims stay: ${places} the old modules`);
  return { ...outcome, findings: [...outcome.findings, note] };
}

function shimNote({ file, text }: SourceFile, message: string): Note {
  const start = new Lines(text).at(0);
  return { phase: 5, file, start, end: start, message };
}
