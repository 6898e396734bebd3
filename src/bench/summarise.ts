import type { Measurement } from "./measure.ts";
import type { PairedSeries, Series } from "./sampling.ts";
import { bootstrapRatios, type Interval, interval95 } from "./stats/bootstrap.ts";
import { mannWhitney } from "./stats/mann-whitney.ts";
import { median, quantile, sorted } from "./stats/quantile.ts";
import { seededRandom } from "./stats/random.ts";

/** How long one call takes, in nanoseconds, over the samples of one side. */
export interface CallTime {
  readonly median: number;
  /** Of the samples, each the mean of a batch; with one call a batch, of the calls themselves. */
  readonly p99: number;
  readonly callsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** What the samples of one scenario say. */
export interface ScenarioSummary {
  readonly baseline: CallTime;
  readonly candidate: CallTime;
  /** Median time of the baseline by that of the candidate: above 1, the candidate is faster. */
  readonly ratio: number;
  readonly interval: Interval;
  /** Of a Mann-Whitney U test of the two sides' samples. */
  readonly pValue: number;
  /** How far the baseline's ratio against itself may lie from 1: 0.02 is two percent, either way. */
  readonly noiseFloor: number;
  /** `none` when the interval holds 1, or when the ratio is no further from 1 than the noise. */
  readonly difference: "faster" | "slower" | "none";
}

/** A summary, and the bootstrap replicates of its ratio, from which the overall interval is made. */
export interface Summarised {
  readonly summary: ScenarioSummary;
  readonly replicates: readonly number[];
}

/** @param bytes the payload's text; @param seed the same seed gives the same intervals for the same samples. */
export function summarise({ noise, pairs }: Measurement, bytes: number, seed: string | number): Summarised {
  const replicates = replicatesOf(pairs, seed);
  const interval = interval95(replicates);
  const ratio = median(pairs.first.samples) / median(pairs.second.samples);
  const noiseFloor = distanceFromOne(interval95(replicatesOf(noise, seed)));
  const summary: ScenarioSummary = {
    baseline: callTime(pairs.first, bytes),
    candidate: callTime(pairs.second, bytes),
    ratio,
    interval,
    pValue: mannWhitney(pairs.first.samples, pairs.second.samples).pValue,
    noiseFloor,
    difference: differenceOf(ratio, interval, noiseFloor),
  };
  return { summary, replicates };
}

/** Whether an interval leaves it open which side is faster. */
export function holdsOne({ low, high }: Interval): boolean {
  return low <= 1 && 1 <= high;
}

function differenceOf(ratio: number, interval: Interval, noiseFloor: number): ScenarioSummary["difference"] {
  if (holdsOne(interval) || Math.max(ratio, 1 / ratio) - 1 <= noiseFloor) return "none";
  return ratio > 1 ? "faster" : "slower";
}

function replicatesOf({ first, second }: PairedSeries, seed: string | number): number[] {
  return bootstrapRatios(first.samples, second.samples, seededRandom(seed));
}

function distanceFromOne({ low, high }: Interval): number {
  return Math.max(high, 1 / low, 1) - 1;
}

function callTime({ samples }: Series, bytes: number): CallTime {
  const rising = sorted(samples);
  const middle = quantile(rising, 0.5);
  const callsPerSecond = 1e9 / middle;
  return { median: middle, p99: quantile(rising, 0.99), callsPerSecond, bytesPerSecond: callsPerSecond * bytes };
}
