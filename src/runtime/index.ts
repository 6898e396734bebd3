/** Runs plugins: opens a plugin's folder, picks an implementation, and makes instances. */
import type { Host, PluginInstance } from "../plugin/instance.ts";
import { type Chosen, choiceOfEnvironment, chooseImplementation, type ImplementationChoice } from "./choose.ts";
import { findPlugin } from "./find-plugin.ts";
import { openPlugin } from "./open-plugin.ts";

export { choiceOfEnvironment, chooseImplementation } from "./choose.ts";
export type { Chosen, ImplementationChoice } from "./choose.ts";
export { pluginCondition } from "./config/condition.ts";
export type { PluginCondition } from "./config/condition.ts";
export { pluginConfig } from "./config/plugin-config.ts";
export type { OnError, PluginConfig, PluginMode } from "./config/plugin-config.ts";
export { bundledPlugins, findPlugin } from "./find-plugin.ts";
export { ContextStore } from "./manager/context-store.ts";
export type { PluginContextTable } from "./manager/contexts.ts";
export type { DenialOutcome } from "./manager/denial-outcome.ts";
export { HookDeniedError, PayloadSizeError, PluginTimeoutError } from "./manager/errors.ts";
export type { ExecutionRecord } from "./manager/execution-record.ts";
export type { HookInvocation, HookResult } from "./manager/hook-result.ts";
export { PluginManager } from "./manager/manager.ts";
export type { InvokeOptions, ManagerOptions } from "./manager/manager.ts";
export { withTrace } from "./manager/observability.ts";
export type { ObservabilityProvider, SpanAttributes, SpanStart } from "./manager/observability.ts";
export type { DefaultHookPolicy, HookPolicy } from "./manager/policy.ts";
export { openPlugin, PluginConfigError } from "./open-plugin.ts";
export type { Plugin } from "./open-plugin.ts";
export type { PluginManifest } from "./manifest.ts";
export { readSettings, SettingsError } from "./settings.ts";
export type { PluginSettings } from "./settings.ts";

export interface LoadOptions {
  /** Default `auto`, or what `MCPPLUGINS_IMPLEMENTATION` says. */
  readonly implementation?: ImplementationChoice;
  readonly config?: unknown;
  readonly host?: Partial<Host>;
  /** The folder that a relative path starts from; default the current one. */
  readonly cwd?: string;
}

/**
 * Loads a plugin by bundled slug or folder and makes one instance. When `auto` has to fall back, the reason goes to
 * `host.log` as a warning, or to Node's own warnings where there is no log.
 *
 * @throws {ToolError} when there is no such plugin, or native was asked for and can't be used.
 * @throws {PluginConfigError} when the plugin refuses the config.
 */
export async function loadPlugin(
  name: string,
  options: LoadOptions = {},
): Promise<PluginInstance & { readonly chosen: Chosen }> {
  const plugin = await openPlugin(await findPlugin(name, options.cwd ?? process.cwd()));
  const choice = options.implementation ?? choiceOfEnvironment(process.env) ?? "auto";
  const chosen = chooseImplementation(plugin, choice);
  if (chosen.remedy !== undefined) {
    const message = `plugin '${plugin.slug}' runs on its fallback: ${chosen.reason}; to mend it: ${chosen.remedy}`;
    const log = options.host?.log;
    if (log === undefined) process.emitWarning(message, { code: "MCPPLUGINS_FALLBACK" });
    else log({ level: "warning", message });
  }
  return { ...plugin.create(chosen.implementation, options.config, options.host), chosen };
}
