import type { PluginContext } from "../../../src/plugin/context.ts";
import { HOOKS, type HookName } from "../../../src/plugin/hooks.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import { PluginError, type PluginErrorModel, PluginViolationError } from "../../../src/plugin/plugin-error.ts";
import type { PluginResult, PluginViolation } from "../../../src/plugin/result.ts";
import { HOOK_SHAPES } from "../../../src/runtime/manager/payload-shape.ts";
import type { Json, Step } from "./scenario.ts";

/** What a scripted plugin throws when it fails. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** What the plugins of one scenario saw and still do. */
export interface Stage {
  readonly seen: Map<string, unknown[]>;
  readonly owners: WeakMap<PluginContext, string>;
  readonly running: Set<Promise<unknown>>;
}

/** A plugin that does what the scenario says. */
export function scriptedPlugin(name: string, steps: readonly Step[], stage: Stage): PluginInstance {
  let calls = 0;
  return {
    implementation: "fallback",
    hooks: HOOKS,
    invoke(hook, payload, context) {
      const step = steps[Math.min(calls++, steps.length - 1)] ?? {};
      stage.owners.set(context, name);
      const { global_context: shared, extensions, state } = context;
      const seen = structuredClone([hook, payload, extensions ?? null, state, shared.state, shared.metadata]);
      stage.seen.set(name, [...(stage.seen.get(name) ?? []), seen]);
      write(step, context);
      if (step.mutate !== undefined) mutate(payload, step.mutate);
      const answer = (): PluginResult => answerOf(step, hook, payload, context);
      if (step.sleep_ms === undefined && step.async !== true) return answer();
      const promise = later(step, answer);
      stage.running.add(promise);
      return promise;
    },
  };
}

async function later(step: Step, answer: () => PluginResult): Promise<PluginResult> {
  if (step.sleep_ms !== undefined) await sleep(step.sleep_ms);
  return answer();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function write(step: Step, context: PluginContext): void {
  const shared = context.global_context;
  Object.assign(context.state, structuredClone(step.state));
  Object.assign(context.metadata, structuredClone(step.local_metadata));
  Object.assign(shared.state, structuredClone(step.global_state));
  Object.assign(shared.metadata, structuredClone(step.global_metadata));
  for (const key of step.delete_global_state ?? []) delete shared.state[key];
}

function answerOf(step: Step, hook: HookName, payload: unknown, context: PluginContext): PluginResult {
  if (step.raise !== undefined) throw new ScriptError(step.raise);
  if (step.raise_plugin_error !== undefined) {
    throw new PluginError(step.raise_plugin_error as unknown as PluginErrorModel);
  }
  if (step.raise_violation !== undefined) {
    const { message, violation } = step.raise_violation;
    throw new PluginViolationError(message, violation as PluginViolation | undefined);
  }
  if ("return" in step) return structuredClone(step.return) as PluginResult;
  const { metadata, denial_metadata, http_headers, retry_delay_ms } = structuredClone(step);
  const changes = {
    ...modification(step, hook, payload),
    ...extensionChange(step, context),
    metadata: metadata ?? {},
    ...(denial_metadata === undefined ? {} : { denial_metadata }),
    ...(http_headers === undefined ? {} : { http_headers }),
    ...(retry_delay_ms === undefined ? {} : { retry_delay_ms }),
  };
  const violation = structuredClone(step.violation ?? step.deny ?? undefined) as PluginViolation | undefined;
  return { continue_processing: !("deny" in step), ...changes, ...(violation === undefined ? {} : { violation }) };
}

function modification(step: Step, hook: HookName, payload: unknown): { modified_payload?: unknown } {
  if ("modify" in step) return { modified_payload: structuredClone(step.modify) };
  if (step.update !== undefined) {
    const base = HOOK_SHAPES[hook].result === "same" ? (payload as Json) : {};
    return { modified_payload: { ...base, ...structuredClone(step.update) } };
  }
  return step.modify_same === true ? { modified_payload: payload } : {};
}

function extensionChange(step: Step, { extensions }: PluginContext): Pick<PluginResult, "modified_extensions"> {
  if (step.extensions !== undefined) return { modified_extensions: structuredClone(step.extensions) };
  return step.extensions_same === true && extensions !== undefined ? { modified_extensions: extensions } : {};
}

function mutate(payload: unknown, { path, value }: NonNullable<Step["mutate"]>): void {
  let target = payload as Record<string, unknown>;
  for (const part of path.slice(0, -1)) target = target[part] as Record<string, unknown>;
  target[path.at(-1) ?? ""] = structuredClone(value);
}
