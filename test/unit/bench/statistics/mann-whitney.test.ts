import { describe, expect, it } from "vitest";
import { mannWhitney } from "../../../../src/bench/statistics/mann-whitney.ts";

const range = (length: number, value: (index: number) => number): number[] =>
  Array.from({ length }, (_, i) => value(i));

// U and p of scipy.stats.mannwhitneyu(first, second, alternative="two-sided"), SciPy 1.17.1.
const cases = [
  { name: "SciPy's own example", first: [19, 22, 16, 29, 24], second: [20, 11, 17, 12], u: 17, p: 0.1111111111111111 },
  { name: "three below three", first: [1, 2, 3], second: [4, 5, 6], u: 0, p: 0.1 },
  {
    name: "eight below ten",
    first: range(8, (i) => i),
    second: range(10, (i) => 20 + i),
    u: 0,
    p: 4.570592805886923e-5,
  },
  {
    name: "sizes that differ",
    first: [1, 4, 6, 7],
    second: [2, 3, 5, 8, 9, 10, 11, 12, 13],
    u: 8,
    p: 0.14825174825174825,
  },
  {
    name: "overlapping samples",
    first: [1, 3, 4, 8, 9, 15, 16, 20, 22, 30],
    second: [2, 5, 6, 7, 10, 11, 12, 13, 14, 17, 18, 19],
    u: 64,
    p: 0.8212035642376201,
  },
  {
    name: "the largest exact samples",
    first: range(20, (i) => 2 * i),
    second: range(20, (i) => 2 * i + 9),
    u: 120,
    p: 0.030411256038764864,
  },
  { name: "small samples with ties", first: [1, 2, 2, 3], second: [2, 3, 3, 4, 5], u: 3, p: 0.09934224785346528 },
  {
    name: "large samples",
    first: range(40, (i) => ((i * 37) % 101) / 10),
    second: range(45, (i) => ((i * 53) % 97) / 10 + 1),
    u: 806,
    p: 0.4103362486796601,
  },
  {
    name: "large samples with many ties",
    first: range(30, (i) => i % 7),
    second: range(30, (i) => (i % 7) + (i % 2)),
    u: 390.5,
    p: 0.3786408127422526,
  },
  {
    name: "large samples that do not overlap",
    first: range(30, (i) => i),
    second: range(30, (i) => 100 + i),
    u: 0,
    p: 3.019859359162157e-11,
  },
  { name: "values that are all equal", first: [5, 5, 5], second: [5, 5, 5], u: 4.5, p: 1 },
];

describe("mannWhitney", () => {
  it.each(cases)("gives SciPy's U and p for $name", ({ first, second, u, p }) => {
    const result = mannWhitney(first, second);
    expect(result.u).toBe(u);
    expect(result.p / p).toBeCloseTo(1, 9);
  });

  it("gives the same p whichever sample comes first", () => {
    const [first, second] = [
      [1, 4, 6, 7],
      [2, 3, 5, 8, 9],
    ];
    expect(mannWhitney(first!, second!).p).toBe(mannWhitney(second!, first!).p);
  });
});
