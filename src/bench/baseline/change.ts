import { geometricMean } from "../statistics/geometric-mean.ts";
import { type EnvironmentChange, environmentChanges, isOtherMachine } from "./environment-change.ts";
import type { Baseline, RunRecord, ScenarioRecord, Yard } from "./record.ts";
import { compareScenario, costsOf, type ScenarioChange } from "./scenario-change.ts";
import { type Factor, welchFactor } from "./welch.ts";

/** What has changed since a baseline was saved. */
export interface Change extends Yard {
  readonly since: Pick<Baseline, "name" | "savedAt" | "plugin">;
  readonly environment: readonly EnvironmentChange[];
  readonly otherMachine: boolean;
  readonly scenarios: readonly ScenarioChange[];
  /** Of the compared scenarios; undefined when there are none. */
  readonly overall: Factor | undefined;
}

export interface ChangeOptions {
  /** The names of all scenarios that were to be run, measured or not. */
  readonly planned: readonly string[];
  /** Whether a scenario of the baseline was to be run too, going by its name. */
  readonly isWanted: (name: string) => boolean;
}

/** Compares a run with a baseline of the same pair, scenario by scenario. */
export function compareWithBaseline(
  baseline: Baseline,
  current: RunRecord,
  { planned, isWanted }: ChangeOptions,
): Change {
  const then = new Map(baseline.scenarios.map((scenario) => [scenario.name, scenario]));
  const now = new Map(current.scenarios.map((scenario) => [scenario.name, scenario]));
  const scenarios = planned.map((name): ScenarioChange => {
    const [before, after] = [then.get(name), now.get(name)];
    if (after === undefined) return { scenario: name, status: "not measured" };
    if (before === undefined) return { scenario: name, status: "new" };
    if (before.digest !== after.digest) return { scenario: name, status: "other calls" };
    return { scenario: name, ...compareScenario(before, after) };
  });
  for (const { name } of baseline.scenarios) {
    if (!planned.includes(name) && isWanted(name)) scenarios.push({ scenario: name, status: "missing" });
  }
  const { name, savedAt, plugin, subject, reference } = baseline;
  const environment = environmentChanges(baseline.environment, current.environment);
  return {
    since: { name, savedAt, plugin },
    subject,
    reference,
    environment,
    otherMachine: isOtherMachine(environment),
    scenarios,
    overall: overallOf(scenarios, then, now),
  };
}

/** Every process has a mean over the compared scenarios: these are what is compared. */
function overallOf(
  scenarios: readonly ScenarioChange[],
  then: ReadonlyMap<string, ScenarioRecord>,
  now: ReadonlyMap<string, ScenarioRecord>,
): Factor | undefined {
  const names = scenarios.flatMap(({ status, scenario }) => (status === "compared" ? [scenario] : []));
  if (names.length === 0) return undefined;
  return welchFactor(meansByRound(names, then), meansByRound(names, now));
}

function meansByRound(names: readonly string[], records: ReadonlyMap<string, ScenarioRecord>): number[] {
  const costs = names.map((name) => costsOf(records.get(name) ?? { name, digest: "", rounds: [] }));
  const rounds = Math.min(...costs.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => geometricMean(costs.map((of) => of[round] ?? Number.NaN)));
}
