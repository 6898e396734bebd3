import { median } from "./quantile.ts";

/**
 * How many neighbours go together where a series is cut: noise lasts, and so does the phase of a garbage collector. The cube
 * root of the length is the order that keeps the error of a block bootstrap smallest (Künsch 1989); even, for the order ABBA
 * repeats itself every second pair.
 */
export function blockLength(length: number): number {
  return Math.min(length, Math.max(2, 2 * Math.round(Math.cbrt(length) / 2)));
}

/** The medians of a series' blocks: values that know much less of each other than neighbours do. A rest is left out. */
export function blockMedians(values: readonly number[]): number[] {
  const length = blockLength(values.length);
  const blocks = length === 0 ? 0 : Math.floor(values.length / length);
  return Array.from({ length: blocks }, (_, at) => median(values.slice(at * length, (at + 1) * length)));
}
