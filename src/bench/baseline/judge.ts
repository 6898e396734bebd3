import { type Change, type ChangeOptions, compareWithBaseline } from "./change.ts";
import type { Baseline, RunRecord } from "./record.ts";
import { judge, type RegressionGate } from "./regression.ts";

/** An earlier run, and how much slower than it a run may be. */
export interface Since {
  readonly baseline: Baseline;
  /** The largest slowdown that passes: 0.05 is five percent. Undefined when nothing is to be judged. */
  readonly allowed?: number | undefined;
}

/** What a report says of the time since a baseline; nothing where there is none. */
export interface SinceReport {
  readonly change?: Change | undefined;
  readonly gate?: RegressionGate | undefined;
}

/** Compares a run with its baseline, where it has one, and judges it where that is wanted. */
export function judgeSince(since: Since | undefined, current: RunRecord, options: ChangeOptions): SinceReport {
  if (since === undefined) return {};
  const change = compareWithBaseline(since.baseline, current, options);
  if (since.allowed === undefined) return { change };
  return { change, gate: judge(change, since.allowed) };
}
