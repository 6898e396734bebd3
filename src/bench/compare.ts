import type { Contenders } from "./contender.ts";
import { factsOf } from "./facts.ts";
import { agree } from "./gate.ts";
import { inTurn, orUntimed, type Turn, type TurnOptions } from "./in-turn.ts";
import { measure } from "./measure.ts";
import type { MemoryProbe } from "./memory.ts";
import type { Result, ScenarioOutcome } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";
import { summarise } from "./summarise.ts";
import { type Overall, overall, type Verdict, verdictOf } from "./verdict.ts";

export interface CompareOptions extends TurnOptions {
  readonly seed: number;
  /** Where it is not given, memory is not looked at. */
  readonly memory?: MemoryProbe | undefined;
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
  const results = await inTurn([floor, ...scenarios], options, (scenario, turn) =>
    compareOne(scenario, contenders, turn, options),
  );
  const [first, ...rest] = results as [Result, ...Result[]];
  const partial = results.some(({ outcome }) => outcome.status === "interrupted");
  return { ...conclude(first.outcome, rest), partial };
}

/** What the results of all scenarios say together. */
export function conclude(floor: ScenarioOutcome, results: readonly Result[]): Omit<Comparison, "partial"> {
  const scenarios = results.map(({ outcome }) => outcome);
  const total = overall(results);
  // An empty payload that is answered differently is as bad as any other.
  const judged = floor.status === "disagreed" ? [floor, ...scenarios] : scenarios;
  return { floor, scenarios, overall: total, verdict: verdictOf(judged, total) };
}

async function compareOne(
  scenario: Scenario,
  contenders: Contenders,
  { budget, pacer }: Turn,
  { clock, memory, seed, signal }: CompareOptions,
): Promise<Result> {
  const facts = factsOf(scenario);
  const result = await orUntimed(facts, signal, async (): Promise<Result> => {
    const gate = await agree(scenario, contenders, pacer);
    if (gate.status === "throws") return { outcome: { scenario: facts, status: "failed", message: gate.message } };
    if (gate.status === "disagreed") {
      return { outcome: { scenario: facts, status: "disagreed", disagreement: gate.disagreement } };
    }
    const measurement = await measure(scenario, contenders, budget, { clock, pacer, memory });
    const { summary, replicates } = summarise(measurement, scenario.bytes, seed);
    return { outcome: { scenario: facts, status: "measured", measurement, summary }, replicates };
  });
  return "outcome" in result ? result : { outcome: result };
}
