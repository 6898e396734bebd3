import type { FileOutcome } from "./migrate.ts";
import { EDITING_PHASES, PHASES, type Phase } from "./phases.ts";

/** What a phase has to do in a tree. */
export interface PlannedPhase {
  readonly phase: Phase;
  /** Changes that the phase makes by itself. */
  readonly edits: number;
  /** Files that these are in. */
  readonly files: number;
  /** Places for a person. */
  readonly findings: number;
}

/** Counts the work of each phase that changes files. */
export function planPhases(outcomes: readonly FileOutcome[]): readonly PlannedPhase[] {
  return PHASES.filter(({ number }) => EDITING_PHASES.includes(number)).map((phase) => {
    const edits = outcomes.map((outcome) => outcome.edits.filter((edit) => edit.phase === phase.number).length);
    const findings = outcomes.map((outcome) => outcome.findings.filter((one) => one.phase === phase.number).length);
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    return { phase, edits: sum(edits), files: edits.filter((count) => count > 0).length, findings: sum(findings) };
  });
}
