import { blockLength } from "./blocks.ts";
import { median, quantile, sorted } from "./quantile.ts";
import type { Random } from "./random.ts";
import { smallSampleSpread } from "./student.ts";

/** A range that holds the true value with 95% confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Whether an interval of a ratio leaves it open which side is larger. */
export function holdsOne({ low, high }: Interval): boolean {
  return low <= 1 && 1 <= high;
}

/** How often samples are drawn anew; more changes an interval's ends by less than a percent. */
const REPLICATES = 2000;

/** The ratio of each pair: what disturbs both of its halves, such as a machine that slows down, cancels out. */
export function pairRatios(first: readonly number[], second: readonly number[]): number[] {
  const pairs = Math.min(first.length, second.length);
  return first.slice(0, pairs).map((value, at) => value / (second[at] ?? Number.NaN));
}

/** Medians of the ratios of pairs that are drawn anew, whole; see {@link bootstrapMedians}. */
export function bootstrapRatios(
  first: readonly number[],
  second: readonly number[],
  random: Random,
  replicates = REPLICATES,
): number[] {
  return bootstrapMedians(pairRatios(first, second), random, replicates);
}

/**
 * Medians of a series that is drawn anew, for the interval of its median: blocks of neighbours with replacement, for noise
 * lasts longer than one sample, spread for how few blocks there are.
 *
 * @param values above 0; one alone says nothing of its spread, and has only itself.
 */
export function bootstrapMedians(values: readonly number[], random: Random, replicates = REPLICATES): number[] {
  const middle = median(values);
  const block = blockLength(values.length);
  const blocks = values.length / block;
  const drawn = drawMedians(values, block, random, replicates);
  if (!(blocks > 1)) return drawn;
  const spread = smallSampleSpread(blocks);
  return drawn.map((value) => middle * (value / middle) ** spread);
}

/** The circular block bootstrap (Politis and Romano 1992) of the median; with blocks of 1, the ordinary one. */
export function drawMedians(
  values: readonly number[],
  block: number,
  random: Random,
  replicates = REPLICATES,
): number[] {
  const drawn = new Float64Array(values.length);
  return Array.from({ length: replicates }, () => {
    for (let at = 0; at < drawn.length; at += block) {
      const start = Math.floor(random() * drawn.length);
      const end = Math.min(block, drawn.length - at);
      for (let next = 0; next < end; next++) {
        drawn[at + next] = values[(start + next) % drawn.length] ?? Number.NaN;
      }
    }
    return quantile(drawn.sort(), 0.5);
  });
}

/** The 95% percentile interval of bootstrap replicates. */
export function interval95(replicates: readonly number[]): Interval {
  const rising = sorted(replicates);
  return { low: quantile(rising, 0.025), high: quantile(rising, 0.975) };
}
