import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadSamples } from "../difftest/load-samples.ts";
import { notFound } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Implementation } from "../plugin/instance.ts";
import { findPlugin, pluginName } from "../runtime/find-plugin.ts";
import { openPlugin, type Plugin } from "../runtime/open-plugin.ts";
import type { Contender } from "./contender.ts";
import { planScenarios, selectScenarios } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { parseScenarios, SCENARIOS_FILE } from "./scenario-file.ts";

export const DEFAULT_SECONDS = 15;
export const DEFAULT_SEED = 1;

export interface OpenOptions {
  /** The folder that a relative path starts from. */
  readonly cwd: string;
  /** Parts of scenario names; only scenarios that have one of them are run. */
  readonly scenarios?: readonly string[] | undefined;
  /** Makes the payloads, and later the intervals, repeatable. */
  readonly seed?: number | undefined;
}

/** A plugin that is to be timed. */
export interface TimedPlugin {
  readonly plugin: Plugin;
  /** Where the notes of the project go: the plugin's folder, or the current one for a bundled plugin. */
  readonly project: string;
}

/** A plugin that can be timed, with its payloads made. */
export interface OpenBench extends TimedPlugin {
  readonly floor: Scenario;
  readonly scenarios: readonly Scenario[];
  /** The parts of names by which the scenarios were chosen; none for all. */
  readonly wanted: readonly string[];
  readonly seed: number;
}

/**
 * Opens a plugin.
 *
 * @param name a bundled slug or a folder; undefined for the current folder.
 * @throws {ToolError} exit 3 when there is no such plugin; exit 4 when it can't be opened.
 */
export async function openTimed(name: string | undefined, cwd: string): Promise<TimedPlugin> {
  const folder = await findPlugin(name, cwd);
  return { plugin: await openPlugin(folder), project: pluginName(folder) === folder ? folder : cwd };
}

/**
 * Makes the payloads of a plugin's scenarios.
 *
 * @throws {ToolError} exit 3 when there is no such scenario; exit 4 when the scenarios are wrong.
 */
export async function openBench({ plugin, project }: TimedPlugin, options: OpenOptions): Promise<OpenBench> {
  const { folder } = plugin;
  const path = join(folder, SCENARIOS_FILE);
  const { hooks, looksAt } = plugin.definition;
  const wanted = options.scenarios ?? [];
  const specs = selectScenarios(parseScenarios(await readScenarios(path, plugin.slug), path, hooks), wanted, path);
  const seed = options.seed ?? DEFAULT_SEED;
  const wantsSamples = specs.some((spec) => spec.sample !== undefined);
  const samples = wantsSamples ? await loadSamples(folder) : undefined;
  const scenarios = planScenarios(specs, { samples, looksAt, seed });
  return { plugin, project, floor: floorScenario(hooks), scenarios, wanted, seed };
}

/** One implementation of a plugin, to be timed. */
export function contender(plugin: Plugin, name: Implementation): Contender {
  return { name, create: (config, host) => plugin.create(name, config, host) };
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
