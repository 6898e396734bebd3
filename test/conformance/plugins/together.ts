import type { Call } from "../../../src/difftest/case.ts";
import { cloneData } from "../../../src/difftest/data.ts";
import type { Target } from "../../../src/difftest/target.ts";
import { messageOf } from "../../../src/errors.ts";
import type { HookName, HookPayloads } from "../../../src/plugin/hooks.ts";
import type { LogRecord, PluginInstance } from "../../../src/plugin/instance.ts";
import { pluginConfig, type PluginMode } from "../../../src/runtime/config/plugin-config.ts";
import type { HookResult } from "../../../src/runtime/manager/hook-result.ts";
import type * as ManagerModule from "../../../src/runtime/manager/manager.ts";
import { firstDifference } from "../compare.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { groupsOf } from "./generate.ts";
import { Names } from "./normalise.ts";
import { importBuilt } from "./target.ts";
import { type Group, type Slug, SLUGS } from "./wheel.ts";

type Targets = Readonly<Record<Slug, Target>>;

/** The hooks that both plugins have. */
const HOOKS: readonly HookName[] = ["prompt_pre_fetch", "tool_pre_invoke", "tool_post_invoke"];

/** The modes of the two plugins, in turns. */
const MODES: readonly Readonly<Record<Slug, PluginMode>>[] = [
  { pii_filter: "sequential", secrets_detection: "sequential" },
  { pii_filter: "transform", secrets_detection: "transform" },
  { pii_filter: "sequential", secrets_detection: "transform" },
  { pii_filter: "audit", secrets_detection: "audit" },
  { pii_filter: "transform", secrets_detection: "audit" },
  { pii_filter: "concurrent", secrets_detection: "concurrent" },
];

const MOST_SHOWN = 5;

/**
 * Runs both plugins in one manager, which may ask them together, and in another one, which has to ask them one by one: results,
 * records, errors and log lines are the same.
 */
export async function checkTogether(
  targets: Targets,
  { random, seed, print }: Pick<SuiteOptions, "random" | "seed" | "print">,
): Promise<Counts> {
  const groups = {
    pii_filter: groupsOf("pii_filter", targets.pii_filter, seed),
    secrets_detection: groupsOf("secrets_detection", targets.secrets_detection, seed),
  };
  let made = 0;
  let failed = 0;
  let saved = 0;
  for (let number = 0; made < random; number++) {
    const both = SLUGS.map((slug) => groups[slug].next().value as Group);
    const calls = both.flatMap((group) => group.calls).filter(({ hook }) => HOOKS.includes(hook));
    const first = SLUGS[number % SLUGS.length];
    const plugins = both
      .toSorted((a) => (a.plugin === first ? -1 : 1))
      .map(({ plugin, config }) => ({ plugin, config, mode: MODES[number % MODES.length]?.[plugin] ?? "sequential" }));
    const pair = await openPair(targets, plugins);
    if (pair === undefined) continue;
    for (const call of calls) {
      const [together, oneByOne] = [await pair.together.invoke(call), await pair.oneByOne.invoke(call)];
      const difference = firstDifference(oneByOne, together);
      made++;
      if (difference === undefined) continue;
      if (failed++ < MOST_SHOWN)
        print(`together: one by one and together differ, at ${difference}\n  ${JSON.stringify({ plugins, ...call })}`);
    }
    saved += pair.oneByOne.asked() - pair.together.asked();
    await pair.together.shutdown();
    await pair.oneByOne.shutdown();
  }
  print(`both plugins in one manager: ${made} calls from seed ${seed}, ${saved} of the plugins' calls saved`);
  if (saved > 0) return { passed: made - failed, failed };
  print("together: the manager has never asked both plugins at once");
  return { passed: made - failed, failed: failed + 1 };
}

interface Setup {
  readonly plugin: Slug;
  readonly config: Group["config"];
  readonly mode: PluginMode;
}

interface Pair {
  readonly together: Side;
  readonly oneByOne: Side;
}

/** Undefined when a plugin refuses its config. */
async function openPair(targets: Targets, plugins: readonly Setup[]): Promise<Pair | undefined> {
  const log: LogRecord[] = [];
  const host = { salt: "together", log: (record: LogRecord) => void log.push(record) };
  const createBoth = (): readonly PluginInstance[] | undefined => {
    try {
      return plugins.map(({ plugin, config }) => targets[plugin].implementations.native(cloneData(config), host));
    } catch {
      return undefined;
    }
  };
  const together = createBoth();
  // Without its parts, a plugin can't be asked along with others.
  const oneByOne = createBoth()?.map(({ text: _text, ...instance }) => instance);
  if (together === undefined || oneByOne === undefined) return undefined;
  return {
    together: await openSide(plugins, together, log),
    oneByOne: await openSide(plugins, oneByOne, log),
  };
}

/** A manager with both plugins. */
interface Side {
  /** How often the plugin that runs last was called. */
  readonly asked: () => number;
  /** What can be seen of a call. */
  readonly invoke: (call: Call) => Promise<unknown>;
  readonly shutdown: () => Promise<void>;
}

async function openSide(
  plugins: readonly Setup[],
  instances: readonly PluginInstance[],
  log: LogRecord[],
): Promise<Side> {
  let asked = 0;
  const counted = instances.map((instance, index) =>
    index === 0
      ? instance
      : {
          ...instance,
          invoke: (...call: Parameters<PluginInstance["invoke"]>) => {
            asked++;
            return instance.invoke(...call);
          },
        },
  );
  const { PluginManager } = await importBuilt<typeof ManagerModule>("runtime/manager/manager.js");
  const manager = await PluginManager.create({
    plugins: plugins.map(({ plugin, mode }, index) =>
      pluginConfig.parse({ name: String(index), kind: plugin, hooks: HOOKS, mode }),
    ),
    load: async (config) => ({ config, instance: counted[Number(config.name)] as PluginInstance }),
  });
  // A plugin that is asked along, and then on its own, has used up tokens in between.
  const names = new Names();
  const invoke = async ({ hook, payload, traced }: Call): Promise<unknown> => {
    log.length = 0;
    const context = { request_id: "r", state: {}, metadata: {} };
    const given = cloneData(payload) as HookPayloads[HookName];
    const extensions = traced ? { extensions: { request: { trace_id: "trace" } } } : {};
    try {
      const { result } = await manager.invokeHook(hook, given, context, extensions);
      return { result: names.in(resultOf(result)), context, log: [...log] };
    } catch (error) {
      return { error: messageOf(error), context, log: [...log] };
    }
  };
  return { asked: () => asked, invoke, shutdown: () => manager.shutdown() };
}

/** What depends on the call alone: no times, and no ids. */
function resultOf({ waitForBackgroundTasks: _wait, executions, ...result }: HookResult): unknown {
  return { ...result, executions: executions.map(({ duration_ns: _time, plugin_id: _id, ...record }) => record) };
}
