import type { LoadedAddon } from "../addon/load-addon.ts";
import { chooseImplementation } from "../runtime/choose.ts";
import type { Plugin } from "../runtime/open-plugin.ts";
import type { SinceReport } from "./baseline/judge.ts";
import { type Clock, systemClock } from "./clock.ts";
import { compare, type Comparison } from "./compare.ts";
import { type Crossing, measureCrossing } from "./crossing.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import type { RunProgress } from "./in-turn.ts";
import type { MemoryProbe } from "./memory.ts";
import { type Note, notesOf } from "./notes.ts";
import { contender, DEFAULT_SECONDS, type OpenBench, openBench, type OpenOptions, openTimed } from "./open.ts";

/** A plugin that can be compared, with its payloads made. */
export interface BenchPlan extends OpenBench {
  readonly addon: LoadedAddon;
}

export interface BenchRunOptions {
  /** For all scenarios together; every scenario gets its fewest samples, however little it is. */
  readonly seconds?: number | undefined;
  readonly memory?: MemoryProbe | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** A comparison of a plugin's two implementations, with all that is needed to judge it. */
export interface BenchReport extends Comparison, SinceReport {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly baseline: string;
  readonly candidate: string;
  readonly environment: Environment;
  readonly notes: readonly Note[];
  readonly seconds: number;
  readonly seed: number;
  /** The way into the addon and back; undefined where it can't be told apart from a call. */
  readonly crossing?: Crossing | undefined;
}

/**
 * Opens a plugin and makes the payloads of its scenarios.
 *
 * @param name a bundled slug or a folder; undefined for the current folder.
 * @throws {ToolError} exit 3 when there is no such plugin or scenario; exit 4 when native can't be used, for then there is
 *   nothing to compare, or when the scenarios are wrong.
 */
export async function planBenchCompare(name: string | undefined, options: OpenOptions): Promise<BenchPlan> {
  const timed = await openTimed(name, options.cwd);
  const addon = loadedAddon(timed.plugin);
  return { ...(await openBench(timed, options)), addon };
}

/** Runs a plan. Ctrl-C leaves a report of what was measured before it. */
export async function runBenchCompare(
  plan: BenchPlan,
  { seconds = DEFAULT_SECONDS, memory, signal, onProgress }: BenchRunOptions = {},
  clock: Clock = systemClock(),
): Promise<BenchReport> {
  const { plugin, addon, floor, scenarios, seed } = plan;
  const contenders = { baseline: contender(plugin, "fallback"), candidate: contender(plugin, "native") };
  const environment = await readEnvironment(addon, plugin.manifest.implementations.fallback);
  const crossing = await measureCrossing(plugin, clock, signal);
  const comparison = await compare(floor, scenarios, contenders, {
    clock,
    budget: seconds * 1e9,
    seed,
    memory,
    signal,
    onProgress,
  });
  return {
    plugin: { name: plugin.slug, version: plugin.manifest.version },
    baseline: contenders.baseline.name,
    candidate: contenders.candidate.name,
    environment,
    notes: notesOf(comparison.overall?.noiseFloor, environment.native),
    seconds,
    seed,
    crossing,
    ...comparison,
  };
}

function loadedAddon(plugin: Plugin): LoadedAddon {
  chooseImplementation(plugin, "native");
  if (plugin.native?.status !== "loaded") throw new Error("native was chosen, but is not loaded");
  return plugin.native.addon;
}
