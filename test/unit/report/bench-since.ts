import type { SinceReport } from "../../../src/bench/baseline/judge.ts";
import { judge } from "../../../src/bench/baseline/regression.ts";
import type { Change } from "../../../src/bench/baseline/change.ts";
import type { ComparedScenario, ScenarioChange } from "../../../src/bench/baseline/scenario-change.ts";

export function compared(scenario: string, factor: number, changes: Partial<ComparedScenario> = {}): ScenarioChange {
  return {
    scenario,
    status: "compared",
    factor,
    interval: { low: factor - 0.02, high: factor + 0.02 },
    p: 0.0001,
    direction: factor > 1.03 ? "slower" : factor < 0.97 ? "faster" : "none",
    subject: { before: 250, now: 250 * factor },
    reference: { before: 1000, now: 1000 },
    ...changes,
  };
}

/** What a report says since a baseline of some changes. */
export function since(
  scenarios: readonly ScenarioChange[],
  allowed?: number,
  changes: Partial<Change> = {},
): SinceReport {
  const change: Change = {
    since: { name: "main", savedAt: "2026-01-02T03:04:05.000Z", plugin: { name: "pii_filter", version: "0.1.0" } },
    subject: "native",
    reference: "fallback",
    environment: [],
    otherMachine: false,
    scenarios,
    overall: { factor: 1.01, interval: { low: 0.99, high: 1.03 } },
    ...changes,
  };
  return allowed === undefined ? { change } : { change, gate: judge(change, allowed) };
}

/** One of each kind. */
export const EVERY_KIND: readonly ScenarioChange[] = [
  compared("slow", 1.12),
  compared("fast", 0.8),
  compared("same", 1.001),
  { scenario: "gone", status: "missing" },
  { scenario: "fresh", status: "new" },
  { scenario: "edited", status: "other calls" },
  { scenario: "broken", status: "not measured" },
  { scenario: "thin", status: "too few rounds", before: 1, now: 5 },
];
