import type { GlobalContext } from "../../../../src/plugin/context.ts";
import { HOOKS } from "../../../../src/plugin/hooks.ts";
import type { PluginInstance } from "../../../../src/plugin/instance.ts";
import { ALLOW, type PluginResult } from "../../../../src/plugin/result.ts";
import { type PluginConfig, pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { type ManagedPlugin, type ManagerOptions, PluginManager } from "../../../../src/runtime/manager/manager.ts";

export type Invoke = PluginInstance["invoke"];

/** A plugin on `tool_pre_invoke`, unless its config says otherwise. */
export interface Entry {
  readonly invoke?: Invoke;
  readonly config?: Partial<PluginConfig>;
  readonly instance?: Partial<PluginInstance>;
}

/** A manager of the given plugins, in their order. */
export function managerOf(entries: Readonly<Record<string, Entry>>, options: Partial<ManagerOptions> = {}) {
  const plugins = Object.entries(entries).map(([name, { config }]) => configOf(name, config));
  const load = async (config: PluginConfig): Promise<ManagedPlugin> => {
    const { invoke = allow, instance } = entries[config.name] ?? {};
    return { config, instance: { implementation: "fallback", hooks: HOOKS, invoke, ...instance } };
  };
  return PluginManager.create({ plugins, load, ...options });
}

export function configOf(name: string, config: Partial<PluginConfig> = {}): PluginConfig {
  return { ...pluginConfig.parse({ name, kind: "test", hooks: ["tool_pre_invoke"] }), ...config };
}

export function globalContext(requestId = "r1"): GlobalContext {
  return { request_id: requestId, state: {}, metadata: {} };
}

export const allow: Invoke = () => ALLOW;

/** A result that replaces the payload. */
export function modify(modified_payload: unknown): PluginResult {
  return { continue_processing: true, modified_payload, metadata: {} };
}

export const violation = { reason: "not allowed", description: "long text", code: "NO" };
export const denial: PluginResult = { continue_processing: false, violation, metadata: {} };

export const payload = () => ({ name: "tool", args: { list: [1], nested: { key: "value" } } });
