/** Where a value lies on an axis, in units of the drawing. */
export type Scale = (value: number) => number;

/** An axis of equal steps. A domain without width lies in the middle. */
export function linearScale([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  if (high === low) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** An axis of equal ratios, for values above 0. */
export function logScale([low, high]: readonly [number, number], range: readonly [number, number]): Scale {
  const scale = linearScale([Math.log(low), Math.log(high)], range);
  return (value) => scale(Math.log(value));
}

/** Round values between two ends, such as 1, 2, 5, 10: as few as leave room for their labels. */
export function logTicks([low, high]: readonly [number, number], most: number): number[] {
  const decades = decadesOf(low, high);
  const fine = [1, 2, 5].flatMap((step) => decades.map((decade) => step * decade));
  const between = (values: readonly number[]): number[] =>
    values.filter((value) => value >= low && value <= high).sort((a, b) => a - b);
  if (between(fine).length <= most) return between(fine);
  const coarse = between(decades);
  const every = Math.ceil(coarse.length / most);
  return coarse.filter((_, index) => index % every === 0);
}

function decadesOf(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

/** A coordinate as it is written: a tenth of a unit is finer than anyone sees. */
export function at(coordinate: number): string {
  return coordinate.toFixed(1);
}
