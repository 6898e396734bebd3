import type { BenchReport } from "../../../src/bench/bench-compare.ts";
import type { ScenarioOutcome } from "../../../src/bench/outcome.ts";
import { overall, verdictOf } from "../../../src/bench/verdict.ts";
import { ENVIRONMENT } from "../bench/baseline/records.ts";
import { measured } from "../bench/outcomes.ts";

/** A report on made-up outcomes. */
export function comparisonReport(
  scenarios: readonly ScenarioOutcome[],
  changes: Partial<BenchReport> = {},
): BenchReport {
  const results = scenarios.map((outcome) =>
    outcome.status === "measured" ? { outcome, replicates: [outcome.summary.ratio] } : { outcome },
  );
  const total = overall(results);
  return {
    plugin: { name: "pii_filter", version: "0.1.0" },
    baseline: "fallback",
    candidate: "native",
    environment: ENVIRONMENT,
    notes: [],
    seconds: 15,
    seed: 1,
    floor: measured("call floor", { ratio: 0.8, bytes: 0 }),
    scenarios,
    overall: total,
    verdict: verdictOf(scenarios, total),
    partial: false,
    ...changes,
  };
}
