import { describe, expect, it } from "vitest";
import type { BenchReport } from "../../../../src/bench/bench-compare.ts";
import type { ScenarioOutcome } from "../../../../src/bench/outcome.ts";
import { mergeComparisons, mergeSingles } from "../../../../src/bench/rounds/merge.ts";
import { recordOfComparisons, recordOfSingles } from "../../../../src/bench/rounds/record.ts";
import { comparisonReport } from "../../report/bench-comparison-reports.ts";
import { singleReport, timed, untimed } from "../../report/bench-single-reports.ts";
import { disagreed, failedOutcome, interrupted, measured } from "../outcomes.ts";

const one = (ratio: number): ScenarioOutcome => measured("one", { ratio, bytes: 10 });
const report = (outcome: ScenarioOutcome, changes: Partial<BenchReport> = {}): BenchReport =>
  comparisonReport([outcome], changes);

describe("mergeComparisons", () => {
  it("puts the samples of all processes together, and judges them anew", () => {
    const merged = mergeComparisons([report(one(2)), report(one(4)), report(one(4))], 15);
    const [outcome] = merged.scenarios;
    if (outcome?.status !== "measured") throw new Error("expected a measured scenario");
    expect(outcome.measurement.pairs.second.samples).toEqual([500, 500, 250, 250, 250, 250]);
    expect(outcome.summary.ratio).toBe(4);
    expect(merged).toMatchObject({
      seconds: 15,
      partial: false,
      overall: { geometricMean: expect.closeTo(4, 9) as number },
    });
  });

  it("puts the crossings together too", () => {
    const crossing = (median: number) => ({ median, samples: [median] });
    const reports = [40, 60, 50].map((median) => report(one(2), { crossing: crossing(median) }));
    expect(mergeComparisons(reports as [BenchReport, ...BenchReport[]], 15).crossing).toEqual({
      median: 50,
      samples: [40, 60, 50],
    });
  });

  it.each([
    ["fails", failedOutcome("one"), { kind: "incomplete", measured: 0, scenarios: 1 }],
    ["disagrees", disagreed("one"), { kind: "disagreed", scenarios: 1 }],
  ] as const)("does not measure what %s in one of the processes", (_, bad, verdict) => {
    const merged = mergeComparisons([report(one(2)), report(bad), report(one(2))], 15);
    expect(merged.scenarios[0]).toBe(bad);
    expect(merged.verdict).toEqual(verdict);
  });

  it("keeps what was measured before Ctrl-C", () => {
    const late = report(interrupted("one"), { partial: true });
    const merged = mergeComparisons([report(one(2)), late], 15);
    expect(merged.scenarios[0]).toMatchObject({ status: "measured" });
    expect(merged.partial).toBe(true);
    expect(mergeComparisons([late], 15).scenarios[0]).toMatchObject({ status: "interrupted" });
  });
});

describe("mergeSingles", () => {
  it("puts the samples of all processes together", () => {
    const reports = [singleReport([timed("one", 100)]), singleReport([timed("one", 300)])] as const;
    const [outcome] = mergeSingles(reports, 15).scenarios;
    if (outcome?.status !== "measured") throw new Error("expected a measured scenario");
    expect(outcome.measurement.yard.first.samples).toHaveLength(6);
    expect(outcome.summary.time.median).toBeGreaterThan(110);
    expect(outcome.summary.time.median).toBeLessThan(300);
  });

  it("does not time what fails in one of the processes", () => {
    const merged = mergeSingles([singleReport([timed("one", 100)]), singleReport([untimed("one")])], 15);
    expect(merged.scenarios[0]).toMatchObject({ status: "failed" });
    expect(merged.noiseFloor).toBeUndefined();
  });
});

describe("the record of a run", () => {
  it("has native in units of the fallback, a round a process", () => {
    const record = recordOfComparisons([report(one(2)), report(one(4))]);
    expect(record).toMatchObject({ subject: "native", reference: "fallback" });
    expect(record.scenarios).toEqual([
      {
        name: "one",
        digest: "one-1",
        rounds: [
          { subject: [500, 500], reference: [1000, 1000] },
          { subject: [250, 250], reference: [1000, 1000] },
        ],
      },
    ]);
  });

  it("has one implementation in units of the yardstick", () => {
    const record = recordOfSingles([singleReport([timed("one", 100)])]);
    expect(record).toMatchObject({ subject: "native", reference: "yardstick", scenarios: [{ name: "one" }] });
  });

  it("leaves out what was not measured in every process", () => {
    expect(recordOfComparisons([report(one(2)), report(interrupted("one"))]).scenarios).toEqual([]);
    expect(recordOfSingles([singleReport([timed("one", 1)]), singleReport([untimed("one")])]).scenarios).toEqual([]);
  });
});
