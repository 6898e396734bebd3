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

/** Compares a run with its baseline, and judges it where that is wanted. */
export function judgeSince({ baseline, allowed }: Since, current: RunRecord, options: ChangeOptions): SinceReport {
  const change = compareWithBaseline(baseline, current, options);
  return allowed === undefined ? { change } : { change, gate: judge(change, allowed) };
}
