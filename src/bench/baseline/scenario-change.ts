import { holdsOne, type Interval, pairRatios } from "../statistics/bootstrap.ts";
import { mannWhitney, SIGNIFICANT } from "../statistics/mann-whitney.ts";
import { median } from "../statistics/quantile.ts";
import type { RecordedRound, ScenarioRecord } from "./record.ts";
import { welchFactor } from "./welch.ts";

/** What became of one scenario since the baseline. Only `compared` can be a pass. */
export type ScenarioChange = { readonly scenario: string } & (
  | ScenarioComparison
  /** The baseline has it, and it was not run. */
  | { readonly status: "missing" }
  /** The baseline does not have it. */
  | { readonly status: "new" }
  /** Its hook, config or payloads are others. */
  | { readonly status: "other calls" }
  /** It was run, and could not be measured. */
  | { readonly status: "not measured" }
);

export type ScenarioComparison =
  | ComparedScenario
  /** How many processes timed it often enough. */
  | { readonly status: "too few rounds"; readonly before: number; readonly now: number };

export interface ComparedScenario {
  readonly status: "compared";
  /** Cost now by cost then: 1.1 is ten percent slower. */
  readonly factor: number;
  readonly interval: Interval;
  /** Of a Mann-Whitney U test of the costs in each process, then and now. */
  readonly p: number;
  /** `none` when it may be chance. */
  readonly direction: "slower" | "faster" | "none";
  readonly subject: Times;
  readonly reference: Times;
}

/** Median times in nanoseconds a call. */
export interface Times {
  readonly before: number;
  readonly now: number;
}

/** Processes that have to have timed a scenario: fewer can't tell a change from chance, however large it is. */
export const FEWEST_ROUNDS = 5;
const FEWEST_SAMPLES = 4;

/**
 * Compares what a scenario cost, in units of the reference's time, then and now. A process is one observation, however many
 * samples it took: what it decides once, such as how a function is compiled, is in all of them.
 */
export function compareScenario(then: ScenarioRecord, now: ScenarioRecord): ScenarioComparison {
  const [before, after] = [costsOf(then), costsOf(now)];
  if (Math.min(before.length, after.length) < FEWEST_ROUNDS) {
    return { status: "too few rounds", before: before.length, now: after.length };
  }
  const { factor, interval } = welchFactor(before, after);
  const { p } = mannWhitney(after, before);
  return {
    status: "compared",
    factor,
    interval,
    p,
    direction: directionOf(interval, p),
    subject: timesOf(then, now, ({ subject }) => subject),
    reference: timesOf(then, now, ({ reference }) => reference),
  };
}

/** What a scenario costs in each process, in units of the reference's time. */
export function costsOf({ rounds }: ScenarioRecord): number[] {
  return rounds
    .map(({ subject, reference }) => pairRatios(subject, reference))
    .filter((ratios) => ratios.length >= FEWEST_SAMPLES)
    .map(median);
}

function directionOf(interval: Interval, p: number): ComparedScenario["direction"] {
  if (p >= SIGNIFICANT || holdsOne(interval)) return "none";
  return interval.low > 1 ? "slower" : "faster";
}

function timesOf(then: ScenarioRecord, now: ScenarioRecord, side: (round: RecordedRound) => readonly number[]): Times {
  return { before: median(then.rounds.flatMap(side)), now: median(now.rounds.flatMap(side)) };
}
