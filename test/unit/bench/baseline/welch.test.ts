import { describe, expect, it } from "vitest";
import { welchFactor } from "../../../../src/bench/baseline/welch.ts";
import { seededRandom } from "../../../../src/bench/statistics/random.ts";

/** Of SciPy 1.17.1. */
const REFERENCE = { factor: 1.104138281598031, low: 1.0233149012798672, high: 1.1913452480419167 };

describe("welchFactor", () => {
  it("is that of SciPy for the same costs", () => {
    // scipy.stats.ttest_ind(log(after), log(before), equal_var=False).confidence_interval(0.95), then exp
    const before = [1.02, 0.98, 1.01, 1.05, 0.97];
    const after = [1.11, 1.08, 1.2, 1.15, 1.02];
    const { factor, interval } = welchFactor(before, after);
    expect(factor).toBeCloseTo(REFERENCE.factor, 9);
    expect(interval.low).toBeCloseTo(REFERENCE.low, 3);
    expect(interval.high).toBeCloseTo(REFERENCE.high, 3);
  });

  it("is sure of what never strays", () => {
    expect(welchFactor([2, 2, 2, 2, 2], [3, 3, 3, 3, 3])).toEqual({
      factor: expect.closeTo(1.5, 12) as number,
      interval: { low: expect.closeTo(1.5, 12) as number, high: expect.closeTo(1.5, 12) as number },
    });
  });

  it("holds the true factor in about 95 of 100 intervals", () => {
    const random = seededRandom("welch");
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const costs = (middle: number, spread: number): number[] =>
      Array.from({ length: 5 }, () => middle * Math.exp(spread * normal()));
    const runs = 2000;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const { low, high } = welchFactor(costs(1, 0.02), costs(1.2, 0.06)).interval;
      if (low <= 1.2 && 1.2 <= high) held++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.975);
  });
});
