import type { Implementation } from "../../plugin/instance.ts";
import type { Environment } from "../environment.ts";
import { type Note, notesOf } from "../notes.ts";
import type { Untimed, ScenarioFacts } from "../outcome.ts";
import { bootstrapMedians, type Interval, interval95 } from "../statistics/bootstrap.ts";
import { median } from "../statistics/quantile.ts";
import { seededRandom } from "../statistics/random.ts";
import { callTime, type CallTime, noiseFloorOf } from "../summarise.ts";
import type { SingleMeasurement } from "./measure.ts";

/** What the samples of one implementation say in one scenario. */
export interface SingleSummary {
  readonly time: CallTime;
  /** Of the median time. */
  readonly interval: Interval;
  /** How far the implementation's ratio against itself may lie from 1. */
  readonly noiseFloor: number;
}

export type SingleOutcome =
  | Untimed
  | {
      readonly scenario: ScenarioFacts;
      readonly status: "measured";
      readonly measurement: SingleMeasurement;
      readonly summary: SingleSummary;
    };

export type MeasuredSingle = Extract<SingleOutcome, { readonly status: "measured" }>;

export function isMeasuredSingle(outcome: SingleOutcome): outcome is MeasuredSingle {
  return outcome.status === "measured";
}

/** @param bytes the payload's text; @param seed the same seed gives the same intervals for the same samples. */
export function summariseSingle({ noise, yard }: SingleMeasurement, bytes: number, seed: number): SingleSummary {
  const samples = [...noise.first.samples, ...noise.second.samples, ...yard.first.samples];
  return {
    time: callTime(samples, bytes),
    interval: interval95(bootstrapMedians(samples, seededRandom(seed))),
    noiseFloor: noiseFloorOf(noise, seed),
  };
}

/** What the outcomes of all scenarios say together. */
export interface SingleConclusion {
  /** The median of the scenarios' noise floors; undefined when nothing was measured. */
  readonly noiseFloor: number | undefined;
  readonly notes: readonly Note[];
}

export function concludeSingle(
  outcomes: readonly SingleOutcome[],
  implementation: Implementation,
  environment: Environment,
): SingleConclusion {
  const floors = outcomes.filter(isMeasuredSingle).map(({ summary }) => summary.noiseFloor);
  const noiseFloor = floors.length === 0 ? undefined : median(floors);
  return { noiseFloor, notes: notesOf(noiseFloor, implementation === "native" ? environment.native : undefined) };
}
