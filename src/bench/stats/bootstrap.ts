import { quantile, sorted } from "./quantile.ts";
import type { Random } from "./random.ts";

/** A range that holds the true value with 95% confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How often samples are drawn anew; more changes an interval's ends by less than a percent. */
export const REPLICATES = 2000;

/**
 * Ratios of medians, `first / second`, of samples drawn with replacement from the pairs. Pairs are drawn whole: what disturbs
 * both halves of a pair, such as a machine that slows down, then cancels out.
 */
export function bootstrapRatios(
  first: readonly number[],
  second: readonly number[],
  random: Random,
  replicates = REPLICATES,
): number[] {
  const pairs = Math.min(first.length, second.length);
  const drawnFirst = new Float64Array(pairs);
  const drawnSecond = new Float64Array(pairs);
  return Array.from({ length: replicates }, () => {
    for (let at = 0; at < pairs; at++) {
      const pick = Math.floor(random() * pairs);
      drawnFirst[at] = first[pick] ?? Number.NaN;
      drawnSecond[at] = second[pick] ?? Number.NaN;
    }
    return quantile(drawnFirst.sort(), 0.5) / quantile(drawnSecond.sort(), 0.5);
  });
}

/** The 95% percentile interval of bootstrap replicates. */
export function interval95(replicates: readonly number[]): Interval {
  const rising = sorted(replicates);
  return { low: quantile(rising, 0.025), high: quantile(rising, 0.975) };
}
