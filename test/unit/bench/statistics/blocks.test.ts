import { describe, expect, it } from "vitest";
import { blockLength, blockMedians } from "../../../../src/bench/statistics/blocks.ts";
import { mannWhitney } from "../../../../src/bench/statistics/mann-whitney.ts";
import { series } from "./series.ts";

describe("blockLength", () => {
  it.each([
    [0, 0],
    [1, 1],
    [10, 2],
    [50, 4],
    [400, 8],
    [1000, 10],
  ])("of %d values is %d", (length, expected) => {
    expect(blockLength(length)).toBe(expected);
  });
});

describe("blockMedians", () => {
  it("takes the median of each block and leaves out the rest", () => {
    expect(blockMedians([1, 3, 5, 7, 9, 11, 100])).toEqual([2, 6, 10]);
  });

  it("has nothing to say of no values", () => {
    expect(blockMedians([])).toEqual([]);
  });

  /** In how many of 200 comparisons two series of one kind are told apart by chance. */
  const falseAlarms = (toSample: (values: number[]) => readonly number[]): number =>
    Array.from({ length: 200 }, (_, round) => {
      const [first, second] = [series(400, 0.6, round, 1), series(400, 0.6, round, 2)];
      return mannWhitney(toSample(first), toSample(second)).p < 0.05;
    }).filter(Boolean).length;

  it("keep a U test from seeing differences in noise that lasts, where single values would show them", () => {
    expect(falseAlarms((values) => values)).toBeGreaterThan(40);
    expect(falseAlarms(blockMedians)).toBeLessThan(20);
  });
});
