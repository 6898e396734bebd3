import type { Implementation, PluginInstance } from "../../plugin/instance.ts";
import { type Chosen, chooseImplementation, type ImplementationChoice } from "../../runtime/choose.ts";
import type { SinceReport } from "../baseline/judge.ts";
import type { BenchRunOptions } from "../bench-compare.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Contender } from "../contender.ts";
import { type Environment, readEnvironment } from "../environment.ts";
import { factsOf } from "../facts.ts";
import { inTurn, orUntimed, type Turn } from "../in-turn.ts";
import type { MemoryProbe } from "../memory.ts";
import { contender, DEFAULT_SECONDS, type OpenBench, openBench, type OpenOptions, openTimed } from "../open.ts";
import type { Scenario } from "../scenario.ts";
import { measureSingle } from "./measure.ts";
import { concludeSingle, type SingleConclusion, type SingleOutcome, summariseSingle } from "./summarise.ts";
import { createYardstick } from "./yardstick.ts";

/** A plugin of which one implementation is to be timed. */
export interface SinglePlan extends OpenBench {
  readonly chosen: Chosen;
}

/** What one implementation takes in each scenario. */
export interface SingleReport extends SinceReport, SingleConclusion {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly implementation: Implementation;
  /** Why it is this one. */
  readonly reason: string;
  readonly environment: Environment;
  readonly seconds: number;
  readonly seed: number;
  /** What a call costs that has nothing to do. */
  readonly floor: SingleOutcome;
  readonly scenarios: readonly SingleOutcome[];
  /** Whether Ctrl-C came before the end. */
  readonly partial: boolean;
}

/**
 * Opens a plugin, chooses one of its implementations and makes the payloads of its scenarios.
 *
 * @throws {ToolError} as `openTimed` and `openBench`, and exit 4 when native was asked for and can't be used.
 */
export async function planBench(
  name: string | undefined,
  choice: ImplementationChoice,
  options: OpenOptions,
): Promise<SinglePlan> {
  const timed = await openTimed(name, options.cwd);
  const chosen = chooseImplementation(timed.plugin, choice);
  return { ...(await openBench(timed, options)), chosen };
}

/** What tests have of their own. */
export interface SingleWorld {
  readonly clock: Clock;
  readonly yardstick: PluginInstance;
}

/** Runs a plan. Ctrl-C leaves a report of what was measured before it. */
export async function runBench(
  plan: SinglePlan,
  { seconds = DEFAULT_SECONDS, memory, signal, onProgress }: BenchRunOptions = {},
  { clock, yardstick }: SingleWorld = { clock: systemClock(), yardstick: createYardstick() },
): Promise<SingleReport> {
  const { plugin, chosen, floor, scenarios, seed } = plan;
  const { implementation, reason } = chosen;
  const addon = plugin.native?.status === "loaded" ? plugin.native.addon : undefined;
  const environment = await readEnvironment(addon, plugin.manifest.implementations.fallback);
  const side = contender(plugin, implementation);
  const budget = seconds * 1e9;
  const [first, ...outcomes] = await inTurn(
    [floor, ...scenarios],
    { clock, budget, signal, onProgress },
    (scenario, turn) => timeOne(scenario, side, turn, { clock, yardstick, memory, seed, signal }),
  );
  if (first === undefined) throw new Error("the call floor was not run");
  const { noiseFloor, notes } = concludeSingle(outcomes, implementation, environment);
  return {
    plugin: { name: plugin.slug, version: plugin.manifest.version },
    implementation,
    reason,
    environment,
    notes,
    seconds,
    seed,
    floor: first,
    scenarios: outcomes,
    noiseFloor,
    partial: [first, ...outcomes].some(({ status }) => status === "interrupted"),
  };
}

interface TimeOptions extends SingleWorld {
  readonly memory: MemoryProbe | undefined;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

function timeOne(
  scenario: Scenario,
  side: Contender,
  { budget, pacer }: Turn,
  { clock, yardstick, memory, seed, signal }: TimeOptions,
): Promise<SingleOutcome> {
  const facts = factsOf(scenario);
  return orUntimed(facts, signal, async (): Promise<SingleOutcome> => {
    const measurement = await measureSingle(scenario, side, yardstick, budget, { clock, pacer, memory });
    const summary = summariseSingle(measurement, scenario.bytes, seed);
    return { scenario: facts, status: "measured", measurement, summary };
  });
}
