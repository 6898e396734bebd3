import type { Measurement } from "./measure.ts";
import { withResolution } from "./resolution.ts";
import type { PairedSeries } from "./sampling.ts";
import { blockMedians } from "./statistics/blocks.ts";
import { bootstrapRatios, holdsOne, type Interval, interval95, pairRatios } from "./statistics/bootstrap.ts";
import { mannWhitney, SIGNIFICANT } from "./statistics/mann-whitney.ts";
import { median, quantile, sorted } from "./statistics/quantile.ts";
import { seededRandom } from "./statistics/random.ts";

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
  /** Time of the baseline by that of the candidate, in the median of the pairs: above 1, the candidate is faster. */
  readonly ratio: number;
  readonly interval: Interval;
  /** Of a Mann-Whitney U test: the pairs' ratios against those of the noise, both by the medians of blocks. */
  readonly pValue: number;
  /** How far the baseline's ratio against itself may lie from 1: 0.02 is two percent, either way. */
  readonly noiseFloor: number;
  /** `none` when the interval holds 1, when it may be chance, or when the ratio is no further from 1 than the noise. */
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
  const interval = withResolution(interval95(replicates));
  const ratios = ratiosOf(pairs);
  const ratio = median(ratios);
  const noiseFloor = noiseFloorOf(noise, seed);
  const pValue = mannWhitney(blockMedians(ratiosOf(noise)), blockMedians(ratios)).p;
  const summary: ScenarioSummary = {
    baseline: callTime(pairs.first.samples, bytes),
    candidate: callTime(pairs.second.samples, bytes),
    ratio,
    interval,
    pValue,
    noiseFloor,
    difference: differenceOf({ ratio, interval, pValue, noiseFloor }),
  };
  return { summary, replicates };
}

type Evidence = Pick<ScenarioSummary, "ratio" | "interval" | "pValue" | "noiseFloor">;

function differenceOf({ ratio, interval, pValue, noiseFloor }: Evidence): ScenarioSummary["difference"] {
  if (holdsOne(interval) || pValue >= SIGNIFICANT || Math.max(ratio, 1 / ratio) - 1 <= noiseFloor) return "none";
  return ratio > 1 ? "faster" : "slower";
}

function ratiosOf({ first, second }: PairedSeries): number[] {
  return pairRatios(first.samples, second.samples);
}

function replicatesOf({ first, second }: PairedSeries, seed: string | number): number[] {
  return bootstrapRatios(first.samples, second.samples, seededRandom(seed));
}

/** How far the ratio of an implementation against itself may lie from 1. */
export function noiseFloorOf(noise: PairedSeries, seed: string | number): number {
  return distanceFromOne(interval95(replicatesOf(noise, seed)));
}

function distanceFromOne({ low, high }: Interval): number {
  return Math.max(high, 1 / low, 1) - 1;
}

/** @param samples nanoseconds a call; @param bytes the payload's text. */
export function callTime(samples: readonly number[], bytes: number): CallTime {
  const rising = sorted(samples);
  const middle = quantile(rising, 0.5);
  const callsPerSecond = 1e9 / middle;
  return { median: middle, p99: quantile(rising, 0.99), callsPerSecond, bytesPerSecond: callsPerSecond * bytes };
}
