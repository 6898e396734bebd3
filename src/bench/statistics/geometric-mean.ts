/** The mean for ratios: twice as fast and twice as slow make 1. NaN when there are no values. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
