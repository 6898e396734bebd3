import { describe, expect, it } from "vitest";
import type { Comparison } from "../../../src/bench/compare.ts";
import { exitCodeOf, worstExitCode } from "../../../src/bench/exit-code.ts";
import { notesOf } from "../../../src/bench/notes.ts";
import type { Result, ScenarioOutcome } from "../../../src/bench/outcome.ts";
import { overall, rate, verdictOf } from "../../../src/bench/verdict.ts";
import { disagreed, failedOutcome, interrupted, measured } from "./outcomes.ts";

const result = (ratio: number, bytes = 100, interval = { low: ratio, high: ratio }): Result => ({
  outcome: measured(`${bytes} B`, { ratio, bytes, interval }),
  replicates: [interval.low, ratio, interval.high],
});

function verdictFor(...results: Result[]) {
  const total = overall(results);
  return verdictOf(
    results.map(({ outcome }) => outcome),
    total,
  );
}

describe("the rating", () => {
  it.each([
    [10, "EXCELLENT"],
    [9.99, "GREAT"],
    [5, "GREAT"],
    [4.99, "GOOD"],
    [3, "GOOD"],
    [2.99, "MODERATE"],
    [2, "MODERATE"],
    [1.99, "MINIMAL"],
    [1.01, "MINIMAL"],
    [1, "NATIVE DOES NOT PAY"],
    [0.5, "NATIVE DOES NOT PAY"],
  ])("of %d is %s", (geometricMean, rating) => {
    expect(rate({ geometricMean, interval: { low: geometricMean, high: geometricMean } })).toBe(rating);
  });

  it("is that it does not pay when the interval of the mean holds 1", () => {
    expect(verdictFor(result(1.2, 100, { low: 0.9, high: 1.5 }))).toMatchObject({ rating: "NATIVE DOES NOT PAY" });
  });

  it("is withheld where a scenario disagrees, fails or was not run", () => {
    const one = result(8);
    expect(verdictFor(one, { outcome: disagreed("b") })).toEqual({ kind: "disagreed", scenarios: 1 });
    expect(verdictFor(one, { outcome: failedOutcome("b") })).toEqual({ kind: "incomplete", measured: 1, scenarios: 2 });
    expect(verdictFor(one, { outcome: interrupted("b") })).toEqual({ kind: "incomplete", measured: 1, scenarios: 2 });
    expect(verdictFor({ outcome: failedOutcome("b") })).toEqual({ kind: "incomplete", measured: 0, scenarios: 1 });
  });
});

describe("overall", () => {
  it("is undefined when nothing was measured", () => {
    expect(overall([{ outcome: interrupted("a") }])).toBeUndefined();
  });

  it("combines the scenarios into a mean, its interval and the smallest ratio", () => {
    const total = overall([result(2, 10, { low: 1.8, high: 2.2 }), result(8, 20, { low: 7.2, high: 8.8 })]);
    expect(total?.geometricMean).toBeCloseTo(4, 9);
    expect(total?.interval.low).toBeGreaterThan(3.6);
    expect(total?.interval.low).toBeLessThan(4);
    expect(total?.interval.high).toBeGreaterThan(4);
    expect(total?.smallest).toEqual({ ratio: 2, scenario: "10 B" });
    expect(total?.noiseFloor).toBe(0.02);
  });

  it.each([
    { name: "the smallest size when all are faster", sizes: { 10: 3, 100: 4, 1000: 5 }, from: 10 },
    { name: "the size after the last that is not faster", sizes: { 10: 3, 100: 0.5, 1000: 5, 2000: 6 }, from: 1000 },
    { name: "nothing when the largest is not faster", sizes: { 10: 3, 100: 0.9 }, from: undefined },
  ])("pays from $name", ({ sizes, from }) => {
    const results = Object.entries(sizes).map(([bytes, ratio]) => result(ratio, Number(bytes)));
    expect(overall(results)?.paysFrom).toBe(from);
  });

  it("pays from no size at which one of two scenarios is not faster", () => {
    expect(overall([result(3, 100), result(0.5, 100), result(4, 200)])?.paysFrom).toBe(200);
  });
});

describe("exitCodeOf", () => {
  const comparison = (floor: ScenarioOutcome, ...results: Result[]): Comparison => {
    const scenarios = results.map(({ outcome }) => outcome);
    const total = overall(results);
    return { floor, scenarios, overall: total, verdict: verdictOf(scenarios, total), partial: false };
  };
  const floor = measured("call floor", { ratio: 0.5, bytes: 0 });

  it.each([
    { name: "0 when all was measured", results: [result(3)], failUnder: undefined, code: 0 },
    { name: "0 even when native does not pay", results: [result(0.5)], failUnder: undefined, code: 0 },
    { name: "0 when the mean is as asked for", results: [result(3)], failUnder: 2.9, code: 0 },
    { name: "1 when the mean is below what is asked for", results: [result(3)], failUnder: 3.1, code: 1 },
    { name: "1 on a disagreement", results: [result(3), { outcome: disagreed("b") }], failUnder: undefined, code: 1 },
    {
      name: "4 when a scenario failed",
      results: [result(3), { outcome: failedOutcome("b") }],
      failUnder: undefined,
      code: 4,
    },
    {
      name: "1 when one failed and a ratio is asked for",
      results: [result(3), { outcome: failedOutcome("b") }],
      failUnder: 1,
      code: 1,
    },
    { name: "4 when nothing was measured", results: [{ outcome: interrupted("b") }], failUnder: undefined, code: 4 },
  ])("is $name", ({ results, failUnder, code }) => {
    expect(exitCodeOf(comparison(floor, ...results), failUnder)).toBe(code);
  });

  it("is 1 when a run does not pass against its baseline, whatever else failed", () => {
    const finding = { kind: "not compared", change: { scenario: "b", status: "new" } } as const;
    const judged = (findings: readonly (typeof finding)[]) => ({
      ...comparison(floor, result(3), { outcome: failedOutcome("b") }),
      gate: { allowed: 0.05, findings, undecided: 0 },
    });
    expect(exitCodeOf(judged([finding]), undefined)).toBe(1);
    expect(exitCodeOf(judged([]), undefined)).toBe(4);
  });

  it("is 1 when the implementations disagree on the empty payload", () => {
    expect(exitCodeOf(comparison(disagreed("call floor"), result(3)), undefined)).toBe(1);
  });

  it("of several comparisons is that of a finding, then that of a failure", () => {
    expect(worstExitCode([0, 4, 1])).toBe(1);
    expect(worstExitCode([0, 4, 0])).toBe(4);
    expect(worstExitCode([0, 0])).toBe(0);
  });
});

describe("notesOf", () => {
  const native = (profile: string) => ({ file: "", triple: "", sha256: "", rustc: "", profile });

  it("has nothing to say about a release build on a quiet machine", () => {
    expect(notesOf(0.05, native("release"))).toEqual([]);
  });

  it("warns of a debug build and of a noisy machine", () => {
    expect(notesOf(0.3, native("debug"))).toEqual([
      { code: "debug-addon", profile: "debug" },
      { code: "noisy", noiseFloor: 0.3 },
    ]);
  });
});
