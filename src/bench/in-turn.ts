import { TimedCallError } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { ScenarioFacts, Untimed } from "./outcome.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import type { Scenario } from "./scenario.ts";

export interface TurnOptions {
  readonly clock: Clock;
  /** For all scenarios together, in nanoseconds. */
  readonly budget: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** Where a run stands. */
export interface RunProgress {
  readonly scenario: string;
  /** Counted from 0; the call floor comes first. */
  readonly index: number;
  readonly total: number;
  /** An estimate of the time left, in nanoseconds. */
  readonly left: number;
}

/** What one scenario may take, and how it lets the process breathe. */
export interface Turn {
  /** Nanoseconds. */
  readonly budget: number;
  readonly pacer: Pacer;
}

/** Runs scenarios one after the other, each with its share of the time. */
export async function inTurn<Outcome>(
  scenarios: readonly Scenario[],
  { clock, budget, signal, onProgress }: TurnOptions,
  run: (scenario: Scenario, turn: Turn) => Promise<Outcome>,
): Promise<Outcome[]> {
  const total = scenarios.length;
  const start = clock.now();
  const outcomes: Outcome[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const before = clock.now() - start;
    const report = (): void => {
      const left = timeLeft({ before, elapsed: clock.now() - start, budget, done: index, total });
      onProgress?.({ scenario: scenario.name, index, total, left });
    };
    report();
    const share = budgetOf(clock.now() - start, budget, index, total);
    outcomes.push(await run(scenario, { budget: share, pacer: createPacer(clock, signal, report) }));
  }
  return outcomes;
}

/** The outcome of timing a scenario, or why there is none: Ctrl-C came first, or a call threw. */
export async function orUntimed<Outcome>(
  scenario: ScenarioFacts,
  signal: AbortSignal | undefined,
  time: () => Promise<Outcome>,
): Promise<Outcome | Untimed> {
  try {
    signal?.throwIfAborted();
    return await time();
  } catch (error) {
    if (signal?.aborted === true) return { scenario, status: "interrupted" };
    if (error instanceof TimedCallError) return { scenario, status: "failed", message: error.message };
    throw error;
  }
}

/** A scenario's share of the time that is left; half a fair share is its own, however long the others before it took. */
function budgetOf(elapsed: number, budget: number, done: number, total: number): number {
  return Math.max((budget - elapsed) / (total - done), budget / total / 2);
}

interface Elapsed {
  /** When the running scenario began. */
  readonly before: number;
  readonly elapsed: number;
  readonly budget: number;
  readonly done: number;
  readonly total: number;
}

/** What the scenarios that are done say of the others, which need neither fill nor keep to their share of the budget. */
function timeLeft({ before, elapsed, budget, done, total }: Elapsed): number {
  const whole = done === 0 ? budget : (before / done) * total;
  return Math.max(0, whole - elapsed);
}
