import type { MigrateMode } from "../migrate/source/exit-code.ts";
import type { GateResult } from "../migrate/source/gate.ts";
import type { ChangedFile, Reversal } from "../migrate/source/journal.ts";
import type { FileOutcome, Note } from "../migrate/source/migrate.ts";
import type { PlannedPhase } from "../migrate/source/plan.ts";
import { formatJsonReport } from "./json.ts";

/** One JSON document. Places are those of the files as they were; lines and columns count from 1, offsets from 0. */
export function renderMigrateSourceJson(outcomes: readonly FileOutcome[], mode: MigrateMode): string {
  const changed = outcomes.filter(({ steps }) => steps.length > 0);
  return formatJsonReport({
    mode,
    summary: {
      files: outcomes.length,
      changed: changed.length,
      edits: changed.reduce((sum, { edits }) => sum + edits.length, 0),
      findings: outcomes.reduce((sum, { findings }) => sum + findings.length, 0),
    },
    files: outcomes
      .filter(({ steps, findings, unproved }) => steps.length > 0 || findings.length > 0 || unproved !== undefined)
      .map(({ source, after, steps, edits, findings, unproved }) => ({
        file: source.file,
        status: statusOf(steps.length > 0, after),
        phases: [...new Set(steps.map(({ phase }) => phase))],
        edits: edits.map(withoutFile),
        findings: findings.map(withoutFile),
        unproved: unproved ?? null,
      })),
  });
}

/** One JSON document of a gate. */
export function renderGateJson({ phase, passed, hits, problems }: GateResult): string {
  return formatJsonReport({ gate: phase.number, title: phase.title, promise: phase.promise, passed, problems, hits });
}

/** One JSON document of the plan. */
export function renderPlanJson(planned: readonly PlannedPhase[]): string {
  const phases = planned.map(({ phase, edits, files, findings }) => ({
    phase: phase.number,
    title: phase.title,
    promise: phase.promise,
    edits,
    files,
    findings,
  }));
  return formatJsonReport({ phases });
}

/** One JSON document of a revert. */
export function renderRevertJson(
  reversals: readonly Reversal[],
  changed: readonly ChangedFile[],
  mode: MigrateMode,
): string {
  return formatJsonReport({
    mode,
    reverted: reversals.map(({ file }) => file),
    kept: changed.map(({ file, by }) => ({ file, by: by ?? null })),
  });
}

function statusOf(changes: boolean, after: string | undefined): "unchanged" | "changed" | "removed" {
  if (!changes) return "unchanged";
  return after === undefined ? "removed" : "changed";
}

function withoutFile({ phase, start, end, message }: Note) {
  return { phase, start, end, message };
}
