import type { Implementation } from "../../plugin/instance.ts";
import type { Environment } from "../environment.ts";

/**
 * What was timed against what, in turns. Runs are compared by the ratio of the two: a machine that is slower today slows both,
 * and times alone would change with it.
 */
export interface Yard {
  readonly subject: Implementation;
  /** The fallback, or the yardstick: a fixed piece of work. */
  readonly reference: "fallback" | "yardstick";
}

/** What a run measured, in the form in which later runs are compared with it. */
export interface RunRecord extends Yard {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly environment: Environment;
  readonly seed: number;
  /** Only those that were measured. */
  readonly scenarios: readonly ScenarioRecord[];
}

export interface ScenarioRecord {
  readonly name: string;
  /** Of the calls that were timed: another digest, other calls. */
  readonly digest: string;
  /** One for each process that timed it. */
  readonly rounds: readonly RecordedRound[];
}

/** Nanoseconds a call; samples at one index were taken next to each other. */
export interface RecordedRound {
  readonly subject: readonly number[];
  readonly reference: readonly number[];
}

/** A run that was kept under a name. */
export interface Baseline extends RunRecord {
  readonly name: string;
  /** When it was made, as an ISO 8601 time in UTC. */
  readonly savedAt: string;
}
