import type { Host, PluginInstance } from "../plugin/instance.ts";
import { type Chosen, choiceOfEnvironment, chooseImplementation, type ImplementationChoice } from "./choose.ts";
import { findPlugin } from "./find-plugin.ts";
import { openPlugin } from "./open-plugin.ts";

export interface LoadOptions {
  /** Default `auto`, or what `MCPPLUGINS_IMPLEMENTATION` says. */
  readonly implementation?: ImplementationChoice;
  readonly config?: unknown;
  readonly host?: Partial<Host>;
  /** The folder that a relative path starts from; default the current one. */
  readonly cwd?: string;
}

/** An instance that knows why it is the implementation that it is. */
export type LoadedPlugin = PluginInstance & { readonly chosen: Chosen };

/**
 * Loads a plugin by bundled slug or folder and makes one instance. When `auto` has to fall back, the reason goes to
 * `host.log` as a warning, or to Node's own warnings where there is no log.
 *
 * @throws {ToolError} when there is no such plugin, or native was asked for and can't be used.
 * @throws {PluginConfigError} when the plugin refuses the config.
 */
export async function loadPlugin(name: string, options: LoadOptions = {}): Promise<LoadedPlugin> {
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
