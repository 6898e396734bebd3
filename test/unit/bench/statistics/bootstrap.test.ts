import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bootstrapMedians,
  bootstrapRatios,
  drawMedians,
  interval95,
  pairRatios,
} from "../../../../src/bench/statistics/bootstrap.ts";
import { quantile, sorted } from "../../../../src/bench/statistics/quantile.ts";
import { seededRandom } from "../../../../src/bench/statistics/random.ts";
import { series } from "./series.ts";

const first = Array.from({ length: 41 }, (_, i) => ((i * 37) % 101) / 10 + 5);
const second = Array.from({ length: 41 }, (_, i) => ((i * 53) % 97) / 10 + 4);

describe("drawMedians", () => {
  // first and second as above; 200,000 resamples each, NumPy 2.4.6, SciPy 1.17.1. Blocks of 1:
  //   scipy.stats.bootstrap((first, second), lambda x, y, axis: np.median(x / y, axis=axis), paired=True, method="percentile")
  // Blocks of 4: numpy.median(r[(starts[:, :, None] + arange(4)) % 41] as rows of 41), with r = first / second.
  it.each([
    { block: 1, low: 1, high: 1.3720930232558142, error: 0.09053140902184705 },
    { block: 4, low: 1.07352941, high: 1.33333333, error: 0.05854438034105642 },
  ])("spreads medians as SciPy and NumPy do, drawn in blocks of $block", ({ block, low, high, error }) => {
    const medians = drawMedians(pairRatios(first, second), block, seededRandom(1), 20_000);
    const interval = interval95(medians);
    expect(interval.low).toBeCloseTo(low, 2);
    expect(interval.high).toBeCloseTo(high, 2);
    const mean = medians.reduce((sum, value) => sum + value, 0) / medians.length;
    const variance = medians.reduce((sum, value) => sum + (value - mean) ** 2, 0) / medians.length;
    expect(Math.sqrt(variance)).toBeCloseTo(error, 2);
  });
});

describe("bootstrapMedians", () => {
  const held = (length: number, keeps: number): number => {
    const rounds = Array.from({ length: 200 }, (_, round) => {
      const replicates = bootstrapMedians(series(length, keeps, round), seededRandom(round), 200);
      const { low, high } = interval95(replicates);
      return low <= 1 && 1 <= high;
    });
    return rounds.filter(Boolean).length / rounds.length;
  };

  it.each([10, 20, 50, 120])("holds the true median in about 95 of 100 intervals of %d values", (length) => {
    expect(held(length, 0)).toBeGreaterThan(0.91);
  });

  it("holds it nearly as often when neighbours are alike", () => {
    expect(held(120, 0.5)).toBeGreaterThan(0.88);
  });

  it("has nothing but the value itself to draw from one value, and nothing from none", () => {
    expect(new Set(bootstrapMedians([7], seededRandom(1), 5))).toEqual(new Set([7]));
    for (const value of bootstrapMedians([], seededRandom(1), 5)) expect(value).toBeNaN();
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

  it("is not led astray by a machine that has two speeds", () => {
    const random = seededRandom(8);
    const speeds = Array.from({ length: 100 }, () => (random() < 0.5 ? 1 : 1.3));
    const ratios = bootstrapRatios(
      speeds.map((speed) => 1000 * speed * (1 + random() / 100)),
      speeds.map((speed) => 1100 * speed * (1 + random() / 100)),
      seededRandom(9),
    );
    const { low, high } = interval95(ratios);
    expect(low).toBeGreaterThan(0.905);
    expect(high).toBeLessThan(0.913);
  });

  it("moves with the scale of the first sample alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
          minLength: 2,
          maxLength: 30,
        }),
        (pairs) => {
          const times = pairs.map(([a]) => a);
          const others = pairs.map(([, b]) => b);
          const middle = (values: readonly number[]): number =>
            quantile(sorted(bootstrapRatios(values, others, seededRandom(1), 20)), 0.5);
          const doubled = middle(times.map((value) => 2 * value));
          expect(doubled / middle(times)).toBeCloseTo(2, 9);
        },
      ),
      { numRuns: 50 },
    );
  });
});
