import { type HookName, type HookPayloads, isHookName } from "../../plugin/hooks.ts";
import { PluginError, type PluginErrorModel } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";
import { errorModelOf } from "../../runtime/manager/errors.ts";
import type { Invocation } from "../tools/invoke-arguments.ts";
import { errorReply, hookReply } from "../tools/reply.ts";
import type { LoadedPlugins } from "./load-plugins.ts";
import type { CallOutcome, Observer } from "./observer.ts";
import type { Runner } from "./runner.ts";
import type { ServedConfig } from "./served-config.ts";

/** Runs plugins in this process, under their own mode and `on_error`. */
export class LocalRunner implements Runner {
  readonly #plugins: LoadedPlugins;
  readonly #observe: Observer | undefined;

  constructor(plugins: LoadedPlugins, observe?: Observer) {
    this.#plugins = plugins;
    this.#observe = observe;
  }

  get configs(): readonly ServedConfig[] {
    return this.#plugins.configs;
  }

  async run(invocation: Invocation): Promise<string> {
    const { plugin, context } = invocation;
    const begun = performance.now();
    try {
      const result = await this.#invoke(invocation);
      const reply = hookReply(plugin, result, context);
      this.#note(invocation, result.continue_processing ? "allowed" : "denied", begun);
      return reply;
    } catch (thrown) {
      this.#note(invocation, "failed", begun);
      return errorReply(plugin, jsonOnly(errorModelOf(thrown, plugin)));
    }
  }

  async close(): Promise<void> {
    await this.#plugins.manager.shutdown();
  }

  #invoke({ plugin, hook, payload, context }: Invocation): Promise<PluginResult> {
    if (!isHookName(hook)) {
      const message = `Unable to find ${hook} for plugin ${plugin}.  Make sure the plugin is registered.`;
      throw new PluginError({ message, plugin_name: plugin });
    }
    const typed = payload as unknown as HookPayloads[HookName];
    return this.#plugins.manager.invokeHookForPlugin(plugin, hook, typed, context);
  }

  #note({ plugin, hook }: Invocation, outcome: CallOutcome, begun: number): void {
    if (this.#observe === undefined) return;
    const instance = this.#plugins.manager.getPlugin(plugin);
    if (instance === undefined || !isHookName(hook)) return;
    const seconds = (performance.now() - begun) / 1000;
    this.#observe({ plugin, hook, implementation: instance.implementation, outcome, seconds });
  }
}

/** A plugin may put anything into the details of its error. */
function jsonOnly(error: PluginErrorModel): PluginErrorModel {
  try {
    JSON.stringify(error.details);
    return error;
  } catch {
    return { ...error, details: {} };
  }
}
