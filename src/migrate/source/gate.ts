import { Lines } from "../../yaml/lines.ts";
import type { Note } from "./migrate.ts";
import { PHASES, type Phase, type PhaseNumber } from "./phases.ts";
import { isRemovable, propose } from "./propose.ts";
import type { SourceFile } from "./source-file.ts";

/** Whether a tree is what a phase promises, and every place where it is not. */
export interface GateResult {
  readonly phase: Phase;
  readonly passed: boolean;
  readonly hits: readonly Note[];
  /** What is wrong without a place of its own: no interpreter, a name that the installed cpex does not have. */
  readonly problems: readonly string[];
}

/** Checks a tree, as it is, against the promise of a phase from 1 on. */
export function checkGate(number: PhaseNumber, files: readonly SourceFile[]): GateResult {
  const hits = files.flatMap((file) => hitsIn(number, file));
  return gateResult(number, hits, []);
}

/** The result of a gate from what was found. */
export function gateResult(number: PhaseNumber, hits: readonly Note[], problems: readonly string[]): GateResult {
  const phase = PHASES[number] as Phase;
  return { phase, passed: hits.length === 0 && problems.length === 0, hits, problems };
}

function hitsIn(phase: PhaseNumber, file: SourceFile): readonly Note[] {
  const lines = new Lines(file.text);
  const note = (start: number, end: number, message: string): Note => ({
    phase,
    file: file.file,
    start: lines.at(start),
    end: lines.at(end),
    message,
  });
  const { edits, findings } = propose(phase, file, file.text);
  const hits = [
    ...edits.map(({ start, end, reason }) => note(start, end, reason)),
    ...findings.map(({ start, end, message }) => note(start, end, message)),
  ].sort((a, b) => a.start.offset - b.start.offset);
  return phase === 5 && isRemovable(file, file.text) ? [note(0, 0, "this shim is still here"), ...hits] : hits;
}
