import type { Interval } from "../statistics/bootstrap.ts";
import { student975 } from "../statistics/student.ts";

/** A factor with its 95% interval. */
export interface Factor {
  readonly factor: number;
  readonly interval: Interval;
}

/**
 * The factor between two sets of independent costs above 0, by their geometric means, with Welch's interval on the logarithms:
 * the sets may stray differently. Each has at least five members.
 */
export function welchFactor(before: readonly number[], after: readonly number[]): Factor {
  const [first, second] = [moments(before.map(Math.log)), moments(after.map(Math.log))];
  const difference = second.mean - first.mean;
  const variance = first.ofMean + second.ofMean;
  // Welch and Satterthwaite; without any spread there is nothing to be unsure of.
  const freedom = variance ** 2 / (first.ofMean ** 2 / (before.length - 1) + second.ofMean ** 2 / (after.length - 1));
  const reach = variance === 0 ? 0 : student975(freedom) * Math.sqrt(variance);
  return {
    factor: Math.exp(difference),
    interval: { low: Math.exp(difference - reach), high: Math.exp(difference + reach) },
  };
}

/** The mean, and the variance of it. */
function moments(values: readonly number[]): { readonly mean: number; readonly ofMean: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, ofMean: squares / (values.length - 1) / values.length };
}
