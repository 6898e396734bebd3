import type { GlobalContext } from "../../../src/plugin/context.ts";
import type { HookName, HookPayloads } from "../../../src/plugin/hooks.ts";
import { PluginError, PluginViolationError } from "../../../src/plugin/plugin-error.ts";
import type { PluginViolation } from "../../../src/plugin/result.ts";
import { messageOf } from "../../../src/errors.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { openExternal } from "../../../src/runtime/external/open-external.ts";
import { type ManagedPlugin, PluginManager } from "../../../src/runtime/manager/manager.ts";
import type { Call } from "./cases.ts";

export interface Request {
  readonly plugin: Readonly<Record<string, unknown>>;
  readonly calls: readonly Call[];
  readonly timeout: number;
}

/** Calls an external plugin with our manager; the outcome has the form of the driver's. */
export async function play({ plugin, calls, timeout: timeoutSeconds }: Request, base: string): Promise<unknown> {
  let opened: ManagedPlugin;
  try {
    opened = await openExternal(pluginConfig.parse(plugin), { base, timeoutSeconds, log: () => {} });
  } catch (error) {
    return { load_error: messageOf(error) };
  }
  const manager = await PluginManager.create({ plugins: [opened.config], load: async () => opened, timeoutSeconds });
  try {
    const outcomes: unknown[] = [];
    for (const call of calls) outcomes.push(await playCall(manager, call));
    return { config: opened.config, calls: outcomes };
  } finally {
    await manager.shutdown();
  }
}

async function playCall(manager: PluginManager, call: Call): Promise<unknown> {
  const context = { state: {}, metadata: {}, ...structuredClone(call.context) } as unknown as GlobalContext;
  const payload = structuredClone(call.payload) as unknown as HookPayloads[HookName];
  const outcome: Record<string, unknown> = {};
  try {
    const { result, contexts } = await manager.invokeHook(call.hook as HookName, payload, context);
    outcome["result"] = {
      continue_processing: result.continue_processing,
      modified_payload: result.modified_payload,
      violation: result.violation,
      metadata: result.metadata,
      retry_delay_ms: result.retry_delay_ms,
    };
    outcome["contexts"] = [...(contexts?.values() ?? [])].map(({ state, metadata }) => ({ state, metadata }));
  } catch (error) {
    if (error instanceof PluginError) outcome["error"] = error.error;
    else if (error instanceof PluginViolationError)
      outcome["violation"] = error.violation satisfies PluginViolation | undefined;
    else throw error;
  }
  return structuredClone({ ...outcome, global: { state: context.state, metadata: context.metadata } });
}
