import type { GlobalContext } from "../plugin/context.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { PluginErrorModel } from "../plugin/plugin-error.ts";
import type { Answering } from "../runtime/choose.ts";
import type { PluginMode } from "../runtime/config/plugin-config.ts";
import type { HookResult } from "../runtime/manager/hook-result.ts";
import type { PluginCall } from "./calls.ts";

/** A plugin of the config, whether it runs on the hook or not. */
export interface RunPlugin {
  readonly name: string;
  readonly kind: string;
  readonly mode: PluginMode;
  readonly onHook: boolean;
  /** Undefined when the plugin is disabled or was left out. */
  readonly answering: Answering | undefined;
}

export type RunOutcome =
  | {
      readonly status: "continued" | "denied";
      readonly result: Omit<HookResult, "waitForBackgroundTasks">;
      /** Of fire-and-forget plugins. */
      readonly backgroundErrors: readonly PluginErrorModel[];
    }
  | { readonly status: "failed"; readonly error: PluginErrorModel };

/** One invocation of a hook, and all that is known of it. */
export interface RunReport {
  readonly hook: HookName;
  readonly payload: unknown;
  readonly outcome: RunOutcome;
  readonly plugins: readonly RunPlugin[];
  readonly calls: readonly PluginCall[];
  /** The request's context after the call. */
  readonly context: GlobalContext;
}
