import { describe, expect, it } from "vitest";
import { geometricMean } from "../../../../src/bench/statistics/geometric-mean.ts";
import { twoSidedNormal } from "../../../../src/bench/statistics/normal.ts";
import { median, quantile, sorted } from "../../../../src/bench/statistics/quantile.ts";
import { seededRandom } from "../../../../src/bench/statistics/random.ts";
import { student975 } from "../../../../src/bench/statistics/student.ts";

describe("quantile", () => {
  // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], q)
  it.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 3.5],
    [0.9, 6.9],
    [0.99, 8.79],
    [1, 9],
  ])("gives NumPy's value at %d", (share, expected) => {
    expect(quantile(sorted([3, 1, 4, 1, 5, 9, 2, 6]), share)).toBeCloseTo(expected, 12);
  });

  it("sorts by number and leaves the input alone", () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it("has no median of nothing", () => {
    expect(median([])).toBeNaN();
  });
});

describe("geometricMean", () => {
  it("gives SciPy's gmean", () => {
    expect(geometricMean([1.5, 2, 8, 0.5])).toBeCloseTo(1.861209718204199, 12);
  });

  it("of a ratio and its inverse is 1", () => {
    expect(geometricMean([4, 0.25])).toBeCloseTo(1, 12);
  });
});

describe("twoSidedNormal", () => {
  // 2 * scipy.stats.norm.sf(z)
  it.each([
    [0, 1],
    [0.5, 0.6170750774519738],
    [1, 0.31731050786291415],
    [1.959963984540054, 0.05],
    [3, 0.0026997960632601866],
    [5, 5.733031437583866e-7],
    [8, 1.244192114854348e-15],
    [20, 5.507248237212311e-89],
    [37, 1.1451142445047853e-299],
  ])("gives SciPy's value for z = %d", (z, expected) => {
    expect(twoSidedNormal(z) / expected).toBeCloseTo(1, 9);
    expect(twoSidedNormal(-z)).toBe(twoSidedNormal(z));
  });
});

describe("student975", () => {
  // scipy.stats.t.ppf(0.975, freedom)
  it.each([
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [24, 2.0638985616280245],
    [49, 2.0095752371292392],
  ])("is within a quarter of a percent of SciPy's value for %d degrees of freedom", (freedom, expected) => {
    expect(Math.abs(student975(freedom) / expected - 1)).toBeLessThan(0.0025);
  });
});

describe("seededRandom", () => {
  it("repeats itself for the same seed, and differs for another one", () => {
    const draw = (...seed: (string | number)[]) => Array.from({ length: 4 }, seededRandom(...seed));
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(2, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
  });

  it("spreads over [0, 1)", () => {
    const counts = Array<number>(10).fill(0);
    const random = seededRandom(7);
    for (let i = 0; i < 10_000; i++) {
      const slot = Math.floor(random() * 10);
      counts[slot] = (counts[slot] ?? Number.NaN) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
