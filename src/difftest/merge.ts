import type { HookName } from "../plugin/hooks.ts";
import { symptomOf } from "./compare.ts";
import type { DivergenceUse } from "./divergences.ts";
import type { Effect } from "./pair.ts";
import type { CaseCounts, ConfigCounts, DiffTestResult, FoundDifference, RunEnd, Shard } from "./result.ts";
import { MOST_DIFFERENCES } from "./run.ts";

/**
 * One result of the results of a run's parts, which ran side by side. A symptom that several of them met is reported once,
 * with the first part's case.
 *
 * @param shard the part that they make up; none when it is the whole.
 */
export function mergeResults(parts: readonly DiffTestResult[], shard?: Shard): DiffTestResult {
  const [first] = parts;
  if (first === undefined) throw new Error("a run has at least one part");
  const { seed, budget } = first;
  return {
    seed,
    budget,
    ...(shard === undefined || shard.count === 1 ? {} : { shard }),
    ended: endOf(parts),
    cases: parts.map(({ cases }) => cases).reduce(addCases),
    ...(first.externalCases === undefined
      ? {}
      : { externalCases: parts.reduce((sum, { externalCases = 0 }) => sum + externalCases, 0) }),
    configs: parts.map(({ configs }) => configs).reduce(addConfigs),
    skipped: parts.flatMap(({ skipped }) => skipped),
    divergences: parts.map(({ divergences }) => divergences).reduce(addUses),
    ...(parts.length > 1 || first.coverage === undefined ? {} : { coverage: first.coverage }),
    differences: distinct(parts.flatMap(({ differences }) => differences)),
    elapsedMs: Math.max(...parts.map(({ elapsedMs }) => elapsedMs)),
  };
}

function endOf(parts: readonly DiffTestResult[]): RunEnd {
  const has = (end: RunEnd): boolean => parts.some(({ ended }) => ended === end);
  return has("interrupted") ? "interrupted" : has("differences") ? "differences" : "complete";
}

function addCases(a: CaseCounts, b: CaseCounts): CaseCounts {
  return {
    stored: a.stored + b.stored,
    recorded: a.recorded + b.recorded,
    generated: a.generated + b.generated,
    byHook: addCounts<HookName>(a.byHook, b.byHook),
    byEffect: addCounts<Effect>(a.byEffect, b.byEffect) as Record<Effect, number>,
    differing: a.differing + b.differing,
  };
}

function addCounts<Key extends string>(
  a: Readonly<Partial<Record<Key, number>>>,
  b: Readonly<Partial<Record<Key, number>>>,
): Partial<Record<Key, number>> {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as Key[];
  return Object.fromEntries(keys.map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)])) as Partial<Record<Key, number>>;
}

function addConfigs(a: ConfigCounts, b: ConfigCounts): ConfigCounts {
  const varied = a.options.filter((option) => a.varied.includes(option) || b.varied.includes(option));
  return { run: a.run + b.run, refused: a.refused + b.refused, options: a.options, varied };
}

function addUses(a: readonly DivergenceUse[], b: readonly DivergenceUse[]): readonly DivergenceUse[] {
  return a.map((use, index) => ({ ...use, matched: use.matched + (b[index]?.matched ?? 0) }));
}

function distinct(differences: readonly FoundDifference[]): readonly FoundDifference[] {
  const bySymptom = new Map<string, FoundDifference>();
  for (const found of differences) {
    const symptom = symptomOf(found.difference);
    const known = bySymptom.get(symptom);
    bySymptom.set(symptom, known === undefined ? found : { ...known, cases: known.cases + found.cases });
  }
  return [...bySymptom.values()].slice(0, MOST_DIFFERENCES);
}
