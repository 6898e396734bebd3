import type { GlobalContext } from "../../../src/plugin/context.ts";
import { HOOKS, type HookName, type HookPayloads } from "../../../src/plugin/hooks.ts";
import { PluginError, PluginViolationError } from "../../../src/plugin/plugin-error.ts";
import type { PluginResult, PluginViolation } from "../../../src/plugin/result.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import type { PluginContextTable } from "../../../src/runtime/manager/contexts.ts";
import { HookDeniedError } from "../../../src/runtime/manager/errors.ts";
import type { HookInvocation, HookResult } from "../../../src/runtime/manager/hook-result.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";
import { withTrace } from "../../../src/runtime/manager/observability.ts";
import { SpanLog } from "./span-log.ts";
import type { Call, Scenario } from "./scenario.ts";
import { scriptedPlugin, type Stage } from "./scripted-plugin.ts";

interface Earlier {
  context: GlobalContext | undefined;
  contexts: PluginContextTable | undefined;
}

/** Runs a scenario in our manager; the outcome has the form of the driver's, before `normalise`. */
export async function play(scenario: Scenario): Promise<unknown> {
  const stage: Stage = { seen: new Map(), owners: new WeakMap(), running: new Set() };
  const spans = new SpanLog();
  let manager: PluginManager;
  try {
    manager = await open(scenario, stage, spans);
  } catch (error) {
    return { load_error: error instanceof Error ? error.name : "" };
  }
  const earlier: Earlier = { context: undefined, contexts: undefined };
  const calls: unknown[] = [];
  for (const call of scenario.calls) {
    const run = () => playCall(manager, call, earlier, stage);
    calls.push(await (scenario.trace === undefined ? run() : withTrace(scenario.trace, run)));
  }
  const has_hooks = HOOKS.filter((hook) => manager.hasHooksFor(hook)).sort();
  const seen = Object.fromEntries(stage.seen);
  const traced = scenario.trace === undefined ? {} : { spans: spans.log };
  return { plugin_count: manager.pluginCount, calls, has_hooks, seen, ...traced };
}

function open(scenario: Scenario, stage: Stage, observability: SpanLog): Promise<PluginManager> {
  const steps = new Map(scenario.plugins.map((plugin) => [plugin.name, plugin.steps ?? []]));
  const policies = Object.entries(scenario.policies ?? {}).map(([hook, writable_fields]) => [
    hook,
    { writable_fields },
  ]);
  return PluginManager.create({
    plugins: scenario.plugins.map((plugin) => pluginConfig.parse({ kind: "scripted.ScriptPlugin", ...plugin })),
    load: async (config) => ({ config, instance: scriptedPlugin(config.name, steps.get(config.name) ?? [], stage) }),
    hookPolicies: Object.fromEntries(policies),
    defaultHookPolicy: scenario.default_policy ?? "allow",
    timeoutSeconds: scenario.timeout ?? 30,
    executionPool: scenario.pool ?? 10,
    failOnPluginError: scenario.fail_on_plugin_error ?? true,
    ...(scenario.trace === undefined ? {} : { observability }),
  });
}

async function playCall(manager: PluginManager, call: Call, earlier: Earlier, stage: Stage): Promise<unknown> {
  const given = call.context === "previous" ? earlier.context : { state: {}, metadata: {}, ...call.context };
  const context = structuredCloneUnlessSame(given, earlier.context) as GlobalContext;
  earlier.context = context;
  if (call.reset === true) manager.resetRuntimeDisabled();
  const outcome: Record<string, unknown> = {};
  try {
    const result = await invoke(manager, call, context, earlier);
    if ("result" in result) {
      earlier.contexts = result.contexts;
      outcome["background_errors"] = await result.result.waitForBackgroundTasks();
    }
    outcome["result"] = "result" in result ? resultOf(result.result) : resultOf({ ...result, executions: [] });
  } catch (error) {
    outcome["error"] = failureOf(error);
  }
  while (stage.running.size > 0) {
    const running = [...stage.running];
    stage.running.clear();
    await Promise.allSettled(running);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if ("result" in outcome && call.plugin === undefined) outcome["contexts"] = tableOf(earlier.contexts, stage);
  const { state, metadata } = context;
  const disabled = [...manager.runtimeDisabled].sort();
  return structuredClone({ ...outcome, global: { state, metadata }, disabled });
}

function structuredCloneUnlessSame(given: unknown, same: unknown): unknown {
  return given === same ? given : structuredClone(given);
}

function invoke(
  manager: PluginManager,
  call: Call,
  context: GlobalContext,
  earlier: Earlier,
): Promise<HookInvocation | PluginResult> {
  const { as_exceptions: violationsAsExceptions = false } = call;
  const hook = call.hook as HookName;
  const payload = structuredClone(call.payload) as unknown as HookPayloads[HookName];
  if (call.plugin !== undefined) {
    return manager.invokeHookForPlugin(call.plugin, hook, payload, context, { violationsAsExceptions });
  }
  const contexts = call.contexts === "previous" ? earlier.contexts : undefined;
  const extensions = structuredClone(call.extensions);
  return manager.invokeHook(hook, payload, context, {
    violationsAsExceptions,
    contexts,
    ...(extensions === undefined ? {} : { extensions }),
  });
}

function resultOf(result: Pick<HookResult, "executions"> & PluginResult): unknown {
  return {
    continue_processing: result.continue_processing,
    modified_payload: result.modified_payload ?? null,
    modified_extensions: result.modified_extensions ?? null,
    violation: violationOf(result.violation),
    metadata: result.metadata,
    retry_delay_ms: result.retry_delay_ms ?? 0,
    executions: result.executions,
  };
}

function violationOf(violation: PluginViolation | undefined): unknown {
  return violation === undefined ? null : { details: {}, plugin_name: "", ...violation };
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { message, name: type } = error;
  if (error instanceof PluginError) return { type, message, error: error.error };
  if (!(error instanceof PluginViolationError)) return { type, message };
  const denial = error instanceof HookDeniedError ? error : undefined;
  const { executions = [], denialOutcome = null } = denial ?? {};
  return { type, message, violation: violationOf(error.violation), executions, denial_outcome: denialOutcome };
}

function tableOf(contexts: PluginContextTable | undefined, stage: Stage): unknown {
  if (contexts === undefined) return null;
  const rows = [...contexts].map(([key, context]) => [
    `${key.slice(0, -32)}/${stage.owners.get(context) ?? "?"}`,
    {
      state: context.state,
      metadata: context.metadata,
      global_state: context.global_context.state,
      global_metadata: context.global_context.metadata,
    },
  ]);
  return Object.fromEntries(rows);
}
