import type { PluginContext } from "../../../src/plugin/context.ts";
import { HOOKS, type HookName } from "../../../src/plugin/hooks.ts";
import { ALLOW, type PluginResult } from "../../../src/plugin/result.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";
import type { LoadedPlugins } from "../../../src/server/host/load-plugins.ts";
import { LocalRunner } from "../../../src/server/host/local-runner.ts";
import { PluginHost } from "../../../src/server/host/plugin-host.ts";
import { servedConfig } from "../../../src/server/host/served-config.ts";
import type { Answer } from "../../../src/server/protocol/answer.ts";

export type Invoke = (hook: HookName, payload: unknown, context: PluginContext) => PluginResult | Promise<PluginResult>;

/** Plugins by their config entries; each does what its function says, and nothing without one. */
export interface Entry extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly invoke?: Invoke;
  readonly shutdown?: () => void;
}

export async function loaded(entries: readonly Entry[], timeoutSeconds = 30): Promise<LoadedPlugins> {
  const plugins = entries.map((entry) => pluginConfig.parse({ kind: "test", hooks: ["tool_pre_invoke"], ...entry }));
  const manager = await PluginManager.create({
    plugins,
    timeoutSeconds,
    load: async (config) => {
      const { invoke = () => ALLOW, shutdown } = entries.find(({ name }) => name === config.name) as Entry;
      const instance = { implementation: "fallback", hooks: HOOKS, invoke } as const;
      return { config, instance: shutdown === undefined ? instance : { ...instance, shutdown } };
    },
  });
  return { manager, configs: plugins.map((config) => servedConfig(config, config.config)) };
}

export async function runnerOf(...entries: readonly Entry[]): Promise<LocalRunner> {
  return new LocalRunner(await loaded(entries));
}

export async function hostOf(...entries: readonly Entry[]): Promise<PluginHost> {
  return new PluginHost(await runnerOf(...entries));
}

/** The arguments of a call of `P`. */
export function callArguments(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    hook_type: "tool_pre_invoke",
    plugin_name: "P",
    payload: { name: "t", args: { q: "x" } },
    context: { global_context: { request_id: "r" } },
    ...changes,
  };
}

/** A message that calls `invoke_hook`. */
export function callMessage(id: number, changes?: Readonly<Record<string, unknown>>): string {
  const params = { name: "invoke_hook", arguments: callArguments(changes) };
  return JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params });
}

/** What a reply says; undefined where there is none. */
export async function said(answer: Answer): Promise<unknown> {
  return answer.kind === "silent" ? undefined : JSON.parse(await answer.text);
}
