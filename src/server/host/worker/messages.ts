import type { ExitCode } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import type { ImplementationChoice } from "../../../runtime/choose.ts";
import { type PluginConfig, STATED } from "../../../runtime/config/plugin-config.ts";
import type { PluginSettings } from "../../../runtime/settings.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import type { ToolResult } from "../../tools/reply.ts";
import type { ObservedCall } from "../observer.ts";
import type { ServedConfig } from "../served-config.ts";

/** What a worker thread is started with. */
export interface WorkerSetup {
  readonly plugins: readonly PlainEntry[];
  readonly base: string;
  readonly implementation: ImplementationChoice | undefined;
  readonly settings: PluginSettings;
  /** Whether calls are to be told of. */
  readonly observed: boolean;
}

/** An entry of a config without its symbol, which does not pass from thread to thread. */
export interface PlainEntry {
  readonly entry: PluginConfig;
  readonly stated: readonly string[];
}

export type ToWorker =
  | { readonly kind: "run"; readonly id: number; readonly invocation: Invocation }
  /** Shut the plugins down, and end. */
  | { readonly kind: "close" };

export type FromWorker =
  | { readonly kind: "ready"; readonly configs: readonly ServedConfig[] }
  | { readonly kind: "refused"; readonly error: LoadFailure }
  | { readonly kind: "reply"; readonly id: number; readonly result: ToolResult }
  | { readonly kind: "observed"; readonly call: ObservedCall }
  | { readonly kind: "log"; readonly record: LogRecord };

/** A {@link ToolError} in a form that passes from thread to thread. */
export interface LoadFailure {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly details: string | undefined;
  readonly hint: string | undefined;
}

export function toPlain(entry: PluginConfig): PlainEntry {
  return { entry, stated: entry[STATED] };
}

export function fromPlain({ entry, stated }: PlainEntry): PluginConfig {
  return { ...entry, [STATED]: stated };
}
