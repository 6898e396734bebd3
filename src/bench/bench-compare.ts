import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadedAddon } from "../addon/load-addon.ts";
import { loadSamples } from "../difftest/load-samples.ts";
import { notFound } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Implementation } from "../plugin/instance.ts";
import { chooseImplementation } from "../runtime/choose.ts";
import { findPlugin } from "../runtime/find-plugin.ts";
import { openPlugin, type Plugin } from "../runtime/open-plugin.ts";
import { type Clock, systemClock } from "./clock.ts";
import { compare, type Comparison, type CompareProgress } from "./compare.ts";
import type { Contender } from "./contender.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { type Note, notesOf } from "./notes.ts";
import { planScenarios, selectScenarios } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { parseScenarios, SCENARIOS_FILE } from "./scenario-file.ts";

export const DEFAULT_SECONDS = 15;
export const DEFAULT_SEED = 1;

export interface BenchPlanOptions {
  /** The folder that a relative path starts from. */
  readonly cwd: string;
  /** Parts of scenario names; only scenarios that have one of them are run. */
  readonly scenarios?: readonly string[] | undefined;
  /** Makes the payloads, and later the intervals, repeatable. */
  readonly seed?: number | undefined;
}

/** A plugin that can be compared, with its payloads made. */
export interface BenchPlan {
  readonly plugin: Plugin;
  readonly addon: LoadedAddon;
  readonly floor: Scenario;
  readonly scenarios: readonly Scenario[];
  readonly seed: number;
}

export interface BenchRunOptions {
  /** For all scenarios together; every scenario gets its fewest samples, however little it is. */
  readonly seconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined;
}

/** A comparison of a plugin's two implementations, with all that is needed to judge it. */
export interface BenchReport extends Comparison {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly baseline: string;
  readonly candidate: string;
  readonly environment: Environment;
  readonly notes: readonly Note[];
  readonly seconds: number;
  readonly seed: number;
}

/**
 * Opens a plugin and makes the payloads of its scenarios.
 *
 * @param name a bundled slug or a folder; undefined for the current folder.
 * @throws {ToolError} exit 3 when there is no such plugin or scenario; exit 4 when native can't be used, for then there is
 *   nothing to compare, or when the scenarios are wrong.
 */
export async function planBenchCompare(name: string | undefined, options: BenchPlanOptions): Promise<BenchPlan> {
  const plugin = await openPlugin(await findPlugin(name, options.cwd));
  const addon = loadedAddon(plugin);
  const path = join(plugin.folder, SCENARIOS_FILE);
  const hooks = plugin.definition.hooks;
  const written = parseScenarios(await readScenarios(path, plugin.slug), path, hooks);
  const specs = selectScenarios(written, options.scenarios ?? [], path);
  const seed = options.seed ?? DEFAULT_SEED;
  const { looksAt } = plugin.definition;
  const wantsSamples = specs.some((spec) => spec.sample !== undefined);
  const samples = wantsSamples ? await loadSamples(plugin.folder) : undefined;
  const scenarios = planScenarios(specs, { samples, looksAt, seed });
  return { plugin, addon, floor: floorScenario(hooks), scenarios, seed };
}

/** Runs a plan. Ctrl-C leaves a report of what was measured before it. */
export async function runBenchCompare(
  plan: BenchPlan,
  { seconds = DEFAULT_SECONDS, signal, onProgress }: BenchRunOptions = {},
  clock: Clock = systemClock(),
): Promise<BenchReport> {
  const { plugin, addon, floor, scenarios, seed } = plan;
  const contenders = { baseline: contender(plugin, "fallback"), candidate: contender(plugin, "native") };
  const options = { clock, budget: seconds * 1e9, seed, signal, onProgress };
  const environment = await readEnvironment(addon, plugin.manifest.implementations.fallback);
  const comparison = await compare(floor, scenarios, contenders, options);
  return {
    plugin: { name: plugin.slug, version: plugin.manifest.version },
    baseline: contenders.baseline.name,
    candidate: contenders.candidate.name,
    environment,
    notes: notesOf(comparison, environment),
    seconds,
    seed,
    ...comparison,
  };
}

function loadedAddon(plugin: Plugin): LoadedAddon {
  chooseImplementation(plugin, "native");
  if (plugin.native?.status !== "loaded") throw new Error("native was chosen, but is not loaded");
  return plugin.native.addon;
}

async function readScenarios(path: string, slug: string): Promise<string> {
  if (existsSync(path)) return readText(path);
  throw notFound(`plugin '${slug}' has no scenarios: there is no ${path}`, {
    hint: "Write one: 'mcpplugins bench-compare --help' shows an example.",
  });
}

/** A payload that names every field that plugins look at, with nothing in it: what is left is the cost of the call. */
function floorScenario([hook = "tool_pre_invoke"]: readonly HookName[]): Scenario {
  const payload = { name: "x", args: {}, result: {}, content: {} };
  return { name: "call floor", hook, config: {}, payloads: [payload], bytes: 0 };
}

function contender(plugin: Plugin, name: Implementation): Contender {
  return { name, create: (config, host) => plugin.create(name, config, host) };
}
