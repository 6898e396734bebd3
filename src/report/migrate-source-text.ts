import type { MigrateMode } from "../migrate/source/exit-code.ts";
import type { GateResult } from "../migrate/source/gate.ts";
import type { ChangedFile, Reversal } from "../migrate/source/journal.ts";
import type { FileOutcome, Note } from "../migrate/source/migrate.ts";
import type { PlannedPhase } from "../migrate/source/plan.ts";
import type { SourceFile } from "../migrate/source/source-file.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { renderUnifiedDiff } from "./unified-diff.ts";
import { plural } from "./units.ts";
import { visible } from "./visible.ts";

export interface MigrateTextOptions {
  readonly mode: MigrateMode;
  /** Whether each change is listed with its reason. */
  readonly verbose: boolean;
}

/** The diff of a preview, or the files of a check or of what was written; then what is left for a person, and a summary. */
export function renderMigrateSourceText(
  outcomes: readonly FileOutcome[],
  { mode, verbose }: MigrateTextOptions,
  style: Style,
): string {
  const blocks = [
    outcomes.map((outcome) => renderChange(outcome, mode, style)).join(""),
    verbose
      ? renderNotes(
          "changes",
          outcomes.flatMap(({ edits }) => edits),
          style,
        )
      : "",
    outcomes.map((outcome) => renderUnproved(outcome, style)).join(""),
    renderNotes(
      "by hand",
      outcomes.flatMap(({ findings }) => findings),
      style,
    ),
    `${summarize(outcomes, mode)}\n`,
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

function renderChange({ source, after, steps }: FileOutcome, mode: MigrateMode, style: Style): string {
  if (steps.length === 0) return "";
  if (mode === "preview") return renderDiff(source, after, style);
  const verbs = mode === "check" ? ["would change", "would remove"] : ["changed", "removed"];
  const phases = [...new Set(steps.map(({ phase }) => phase))];
  const which = style.dim(`(${phases.length === 1 ? "phase" : "phases"} ${phases.join(", ")})`);
  return `${after === undefined ? verbs[1] : verbs[0]} ${visible(source.file)} ${which}\n`;
}

/** The byte order mark is part of the file, and so of a diff that applies to it. */
function renderDiff({ file, text, encoding }: SourceFile, after: string | undefined, style: Style): string {
  const bom = encoding.bom ? "\uFEFF" : "";
  return renderUnifiedDiff({ file, before: bom + text, after: after === undefined ? after : bom + after }, style);
}

function renderUnproved({ source, unproved }: FileOutcome, style: Style): string {
  return unproved === undefined ? "" : `${style.bad("not changed")} ${visible(source.file)}: ${unproved}\n`;
}

function renderNotes(title: string, notes: readonly Note[], style: Style): string {
  if (notes.length === 0) return "";
  return `${style.bold(title)}\n${notes.map((note) => `  ${renderNote(note, style)}\n`).join("")}`;
}

function renderNote({ file, start, phase, message }: Note, style: Style): string {
  return `${visible(file)}:${start.line}:${start.column} ${style.dim(`phase ${phase}`)} ${visible(message)}`;
}

function summarize(outcomes: readonly FileOutcome[], mode: MigrateMode): string {
  const changed = outcomes.filter(({ steps }) => steps.length > 0);
  const edits = changed.reduce((sum, outcome) => sum + outcome.edits.length, 0);
  const findings = outcomes.reduce((sum, outcome) => sum + outcome.findings.length, 0);
  const hand = findings === 0 ? "" : `; ${plural(findings, "place")} to see to by hand`;
  const read = plural(outcomes.length, "file");
  if (changed.length === 0) return `${read} read, nothing to change${hand}`;
  const counts = `${plural(edits, "change")} in ${plural(changed.length, "file")}`;
  switch (mode) {
    case "preview":
      return `${counts} of ${outcomes.length.toLocaleString("en-US")}, none written (--write writes them)${hand}`;
    case "check":
      return `${counts} of ${outcomes.length.toLocaleString("en-US")} to make${hand}`;
    case "write":
      return `${counts} of ${outcomes.length.toLocaleString("en-US")} written${hand}`;
    default:
      return mode satisfies never;
  }
}

/** Whether a gate passes, and each place where it does not. */
export function renderGateText({ phase, passed, hits, problems }: GateResult, style: Style): string {
  const verdict = passed ? style.good("passes") : style.bad("fails");
  const lines = [
    `${style.bold(`gate ${phase.number}`)} (${phase.title}) ${verdict}: ${phase.promise}`,
    ...problems.map((problem) => `  ${visible(problem)}`),
    ...hits.map(({ file, start, message }) => `  ${visible(file)}:${start.line}:${start.column} ${visible(message)}`),
  ];
  const files = new Set(hits.map(({ file }) => file)).size;
  if (hits.length > 0) lines.push(`${plural(hits.length, "place")} in ${plural(files, "file")}`);
  return `${lines.join("\n")}\n`;
}

/** The phases with what each has to do. */
export function renderPlanText(planned: readonly PlannedPhase[], style: Style): string {
  const rows = planned.map(({ phase, edits, files, findings }) => [
    `phase ${phase.number}`,
    phase.title,
    String(edits),
    String(files),
    String(findings),
  ]);
  const [head = "", ...lines] = formatTable(
    [["", "", "changes", "files", "by hand"], ...rows],
    ["left", "left", "right", "right", "right"],
  );
  return `${[style.dim(head), ...lines].join("\n")}\n`;
}

/** What a revert changes back, as a diff or as a list of files, and what it leaves. */
export function renderRevertText(
  reversals: readonly Reversal[],
  changed: readonly ChangedFile[],
  mode: MigrateMode,
  style: Style,
): string {
  const files = reversals.map(({ file, before, after }) =>
    mode === "preview"
      ? renderUnifiedDiff({ file, before: before ?? "", after }, style)
      : `${mode === "check" ? "would revert" : "reverted"} ${visible(file)}\n`,
  );
  const kept = changed.map(({ file, by }) => {
    const why = by === undefined ? "it has changed since" : `phase ${by} came after it: revert that first`;
    return `${style.warn("kept")} ${visible(file)}: ${why}\n`;
  });
  const blocks = [files.join(""), kept.join(""), `${summarizeRevert(reversals.length, changed.length, mode)}\n`];
  return blocks.filter((block) => block !== "").join("\n");
}

function summarizeRevert(files: number, kept: number, mode: MigrateMode): string {
  if (files === 0) return kept === 0 ? "there is nothing of this phase to revert" : "nothing reverted";
  if (mode === "write") return `${plural(files, "file")} reverted`;
  return `${plural(files, "file")} to revert${mode === "preview" ? ", none written (--write writes them)" : ""}`;
}
