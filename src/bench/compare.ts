import { TimedCallError } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Contenders } from "./contender.ts";
import { agree } from "./gate.ts";
import { measure } from "./measure.ts";
import type { Result, ScenarioFacts, ScenarioOutcome } from "./outcome.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import type { Scenario } from "./scenario.ts";
import { summarise } from "./summarise.ts";
import { type Overall, overall, type Verdict, verdictOf } from "./verdict.ts";

export interface CompareOptions {
  readonly clock: Clock;
  /** For all scenarios together, in nanoseconds. */
  readonly budget: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
}

/** Where a comparison stands. */
export interface CompareProgress {
  readonly scenario: string;
  /** Counted from 0; the call floor comes first. */
  readonly index: number;
  readonly total: number;
  /** An estimate of the time left, in nanoseconds. */
  readonly left: number;
}

/** The outcome of all scenarios. */
export interface Comparison {
  /** What a call costs that has nothing to do. */
  readonly floor: ScenarioOutcome;
  readonly scenarios: readonly ScenarioOutcome[];
  /** Undefined when nothing was measured. */
  readonly overall: Overall | undefined;
  readonly verdict: Verdict;
  /** Whether Ctrl-C came before the end. */
  readonly partial: boolean;
}

/**
 * Compares two implementations: each scenario is first checked for equal results, then timed, then summarised.
 *
 * @param floor a scenario whose payload is empty.
 */
export async function compare(
  floor: Scenario,
  scenarios: readonly Scenario[],
  contenders: Contenders,
  options: CompareOptions,
): Promise<Comparison> {
  const { clock, budget, signal } = options;
  const all = [floor, ...scenarios];
  const results: Result[] = [];
  const start = clock.now();
  for (const [index, scenario] of all.entries()) {
    const report = (): void => {
      const left = timeLeft(clock.now() - start, budget, index, all.length);
      options.onProgress?.({ scenario: scenario.name, index, total: all.length, left });
    };
    report();
    const share = budgetOf(clock.now() - start, budget, index, all.length);
    results.push(await compareOne(scenario, contenders, share, options, createPacer(clock, signal, report)));
  }
  const [first, ...rest] = results as [Result, ...Result[]];
  const outcomes = rest.map(({ outcome }) => outcome);
  const total = overall(rest);
  return {
    floor: first.outcome,
    scenarios: outcomes,
    overall: total,
    // An empty payload that is answered differently is as bad as any other.
    verdict: verdictOf(first.outcome.status === "disagreed" ? [first.outcome, ...outcomes] : outcomes, total),
    partial: results.some(({ outcome }) => outcome.status === "interrupted"),
  };
}

async function compareOne(
  scenario: Scenario,
  contenders: Contenders,
  budget: number,
  { clock, seed, signal }: CompareOptions,
  pacer: Pacer,
): Promise<Result> {
  const facts: ScenarioFacts = {
    name: scenario.name,
    hook: scenario.hook,
    bytes: scenario.bytes,
    variants: scenario.payloads.length,
  };
  try {
    signal?.throwIfAborted();
    const gate = await agree(scenario, contenders, pacer);
    if (gate.status === "throws") return failed(facts, gate.message);
    if (gate.status === "disagreed") {
      return { outcome: { scenario: facts, status: "disagreed", disagreement: gate.disagreement } };
    }
    const measurement = await measure(scenario, contenders, budget, clock, pacer);
    const { summary, replicates } = summarise(measurement, scenario.bytes, seed);
    return { outcome: { scenario: facts, status: "measured", measurement, summary }, replicates };
  } catch (error) {
    if (signal?.aborted === true) return { outcome: { scenario: facts, status: "interrupted" } };
    if (error instanceof TimedCallError) return failed(facts, error.message);
    throw error;
  }
}

function failed(scenario: ScenarioFacts, message: string): Result {
  return { outcome: { scenario, status: "failed", message } };
}

/** A scenario's share of the time that is left; half a fair share is its own, however long the others before it took. */
function budgetOf(elapsed: number, budget: number, done: number, total: number): number {
  return Math.max((budget - elapsed) / (total - done), budget / total / 2);
}

/** What is left of the budget; once it is spent, what the scenarios so far took tells how long the others will take. */
function timeLeft(elapsed: number, budget: number, done: number, total: number): number {
  if (elapsed < budget || done === 0) return Math.max(0, budget - elapsed);
  return (elapsed / done) * (total - done);
}
