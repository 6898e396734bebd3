import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapRatios, interval95 } from "../../../../src/bench/stats/bootstrap.ts";
import { geometricMean } from "../../../../src/bench/stats/geometric-mean.ts";
import { twoSidedNormal } from "../../../../src/bench/stats/normal.ts";
import { median, quantile, sorted } from "../../../../src/bench/stats/quantile.ts";
import { seededRandom } from "../../../../src/bench/stats/random.ts";

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

describe("bootstrapRatios", () => {
  const noisy = (around: number, seed: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 60 }, () => around * (0.9 + 0.2 * random()));
  };

  it("gives an interval that holds the true ratio of two noisy samples", () => {
    const { low, high } = interval95(bootstrapRatios(noisy(30, 1), noisy(10, 2), seededRandom(3)));
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(high - low).toBeLessThan(0.3);
  });

  it("holds the true ratio in about 95 of 100 intervals", () => {
    const held = Array.from({ length: 200 }, (_, i) => {
      const replicates = bootstrapRatios(noisy(30, i), noisy(10, 1000 + i), seededRandom(i), 300);
      const { low, high } = interval95(replicates);
      return low <= 3 && 3 <= high;
    });
    expect(held.filter(Boolean).length).toBeGreaterThan(180);
  });

  it("lets what disturbs both halves of a pair cancel out", () => {
    const random = seededRandom(5);
    const drift = Array.from({ length: 40 }, () => 1 + random());
    const replicates = bootstrapRatios(
      drift.map((slow) => 6 * slow),
      drift.map((slow) => 2 * slow),
      seededRandom(6),
    );
    for (const ratio of replicates) expect(ratio).toBeCloseTo(3, 9);
  });

  it("moves with the scale of the first sample alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (pairs) => {
          const first = pairs.map(([a]) => a);
          const second = pairs.map(([, b]) => b);
          const doubled = first.map((value) => 2 * value);
          const one = bootstrapRatios(first, second, seededRandom(1), 20);
          const two = bootstrapRatios(doubled, second, seededRandom(1), 20);
          for (const [i, ratio] of one.entries()) expect(two[i]).toBeCloseTo(2 * ratio, 6);
        },
      ),
      { numRuns: 50 },
    );
  });
});
