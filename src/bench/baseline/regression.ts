import type { Interval } from "../statistics/bootstrap.ts";
import type { Change } from "./change.ts";
import type { ScenarioChange } from "./scenario-change.ts";

/** Why a run does not pass against its baseline. */
export type RegressionFinding =
  /** Slower by more than is allowed: not chance, not noise. */
  | { readonly kind: "regression"; readonly scenario: string; readonly factor: number; readonly interval: Interval }
  /** No scenario alone need show it: all together are slower by more than is allowed. */
  | { readonly kind: "overall regression"; readonly factor: number; readonly interval: Interval }
  /** There is nothing that could have passed. */
  | { readonly kind: "not compared"; readonly change: Exclude<ScenarioChange, { readonly status: "compared" }> }
  /** The yardstick is other work than the plugin's: another machine takes other times for each. */
  | { readonly kind: "other machine" };

/** The verdict on a run against its baseline. */
export interface RegressionGate {
  readonly allowed: number;
  /** Empty: it passes. */
  readonly findings: readonly RegressionFinding[];
  /** In how many of the compared scenarios the interval leaves room for more than is allowed, without showing it. */
  readonly undecided: number;
}

/**
 * Judges what has changed since a baseline. It passes when everything was compared, and nothing is slower by more than
 * `allowed`, as far as the samples can tell.
 *
 * @param allowed the largest slowdown that passes: 0.05 is five percent.
 */
export function judge(change: Change, allowed: number): RegressionGate {
  const findings = findRegressions(change, allowed);
  const slower = new Set(findings.flatMap((finding) => (finding.kind === "regression" ? [finding.scenario] : [])));
  const undecided = change.scenarios.filter(
    (one) => one.status === "compared" && one.interval.high > 1 + allowed && !slower.has(one.scenario),
  );
  return { allowed, findings, undecided: undecided.length };
}

/** What stands against a pass. */
function findRegressions(change: Change, allowed: number): readonly RegressionFinding[] {
  const findings: RegressionFinding[] = [];
  if (change.otherMachine && change.reference === "yardstick") findings.push({ kind: "other machine" });
  for (const one of change.scenarios) {
    if (one.status !== "compared") {
      findings.push({ kind: "not compared", change: one });
    } else if (one.direction === "slower" && one.interval.low > 1 + allowed) {
      const { scenario, factor, interval } = one;
      findings.push({ kind: "regression", scenario, factor, interval });
    }
  }
  const { overall } = change;
  if (overall !== undefined && overall.interval.low > 1 + allowed) {
    const { factor, interval } = overall;
    findings.push({ kind: "overall regression", factor, interval });
  }
  return findings;
}
