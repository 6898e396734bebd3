/** The values in rising order; the input is left alone. */
export function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * A quantile of values in rising order, interpolated between neighbours (Hyndman and Fan's type 7, as in NumPy and R).
 * NaN when there are none.
 */
export function quantile(rising: Float64Array, share: number): number {
  const position = share * (rising.length - 1);
  const below = Math.floor(position);
  const low = rising[below] ?? Number.NaN;
  const high = rising[below + 1] ?? low;
  return low + (high - low) * (position - below);
}

/** The median of values in any order; NaN when there are none. */
export function median(values: readonly number[]): number {
  return quantile(sorted(values), 0.5);
}
