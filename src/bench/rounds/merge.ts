import type { BenchReport } from "../bench-compare.ts";
import { conclude } from "../compare.ts";
import { notesOf } from "../notes.ts";
import { isMeasured, type Measured, type Result, type ScenarioOutcome } from "../outcome.ts";
import type { PairedSeries, Series } from "../sampling.ts";
import type { SingleReport } from "../single/bench.ts";
import {
  concludeSingle,
  isMeasuredSingle,
  type MeasuredSingle,
  type SingleOutcome,
  summariseSingle,
} from "../single/summarise.ts";
import { median } from "../statistics/quantile.ts";
import { summarise } from "../summarise.ts";

/** One report of what several processes measured: their samples together. */
export function mergeComparisons(reports: readonly [BenchReport, ...BenchReport[]], seconds: number): BenchReport {
  const [first] = reports;
  const { seed, environment } = first;
  const floor = mergeOutcomes(
    reports.map((report) => report.floor),
    seed,
  );
  const results = first.scenarios.map((_, index) =>
    mergeOutcomes(
      reports.flatMap((report) => report.scenarios[index] ?? []),
      seed,
    ),
  );
  const concluded = conclude(floor.outcome, results);
  const crossings = reports.flatMap((report) => report.crossing?.samples ?? []);
  return {
    ...first,
    ...concluded,
    notes: notesOf(concluded.overall?.noiseFloor, environment.native),
    crossing: crossings.length === 0 ? undefined : { median: median(crossings), samples: crossings },
    seconds,
    partial: reports.some(({ partial }) => partial),
  };
}

/** The same for one implementation. */
export function mergeSingles(reports: readonly [SingleReport, ...SingleReport[]], seconds: number): SingleReport {
  const [first] = reports;
  const { seed, environment, implementation } = first;
  const scenarios = first.scenarios.map((_, index) =>
    mergeSingleOutcomes(
      reports.flatMap((report) => report.scenarios[index] ?? []),
      seed,
    ),
  );
  return {
    ...first,
    floor: mergeSingleOutcomes(
      reports.map((report) => report.floor),
      seed,
    ),
    scenarios,
    ...concludeSingle(scenarios, implementation, environment),
    seconds,
    partial: reports.some(({ partial }) => partial),
  };
}

/** What went wrong in one process went wrong; what Ctrl-C cut short in the last was measured in those before. */
function worst<Outcome extends { readonly status: string }>(outcomes: readonly Outcome[]): Outcome | undefined {
  return outcomes.find(({ status }) => status !== "measured" && status !== "interrupted");
}

function mergeOutcomes(outcomes: readonly ScenarioOutcome[], seed: number): Result {
  const measured = outcomes.filter(isMeasured);
  const [first] = measured;
  const other = worst(outcomes) ?? (first === undefined ? outcomes[0] : undefined);
  if (other !== undefined) return { outcome: other };
  if (first === undefined) throw new Error("a scenario has no outcome");
  const measurement: Measured["measurement"] = {
    ...first.measurement,
    noise: join(measured.map((of) => of.measurement.noise)),
    pairs: join(measured.map((of) => of.measurement.pairs)),
  };
  const { summary, replicates } = summarise(measurement, first.scenario.bytes, seed);
  return { outcome: { ...first, measurement, summary }, replicates };
}

function mergeSingleOutcomes(outcomes: readonly SingleOutcome[], seed: number): SingleOutcome {
  const measured = outcomes.filter(isMeasuredSingle);
  const [first] = measured;
  const other = worst(outcomes) ?? (first === undefined ? outcomes[0] : undefined);
  if (other !== undefined) return other;
  if (first === undefined) throw new Error("a scenario has no outcome");
  const measurement: MeasuredSingle["measurement"] = {
    ...first.measurement,
    noise: join(measured.map((of) => of.measurement.noise)),
    yard: join(measured.map((of) => of.measurement.yard)),
  };
  return { ...first, measurement, summary: summariseSingle(measurement, first.scenario.bytes, seed) };
}

function join(pairs: readonly PairedSeries[]): PairedSeries {
  const side = (series: readonly Series[]): Series => ({
    calls: series[0]?.calls ?? 0,
    samples: series.flatMap(({ samples }) => samples),
  });
  return { first: side(pairs.map(({ first }) => first)), second: side(pairs.map(({ second }) => second)) };
}
