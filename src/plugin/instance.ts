import type { z } from "zod";
import type { PluginContext } from "./context.ts";
import type { HookName } from "./hooks.ts";
import type { PluginResult } from "./result.ts";
import type { TextPart } from "./text/bridge.ts";
import type { Finding } from "./text/found.ts";
import type { LooksAt } from "./text/looks-at.ts";

/** Which of a plugin's two implementations answers. */
export type Implementation = "native" | "fallback";

/** What a plugin may need of its host at creation; both implementations get the same. */
export interface Host {
  /** The plugin's slug, under which its metrics stand. */
  readonly slug: string;
  /** A secret of this instance, for hashes and tokens. Random unless a test fixes it. */
  readonly salt: string;
  /** Takes log lines; they never hold payload content. */
  readonly log: (record: LogRecord) => void;
}

export interface LogRecord {
  readonly level: "info" | "warning";
  readonly message: string;
}

/** A plugin that is ready to be called. */
export interface PluginInstance {
  /** `external` when it lives in a server of its own. */
  readonly implementation: Implementation | "external";
  readonly hooks: readonly HookName[];
  /**
   * Runs one hook.
   *
   * @throws whatever the plugin throws; the caller decides by `on_error`.
   */
  invoke(hook: HookName, payload: unknown, context: PluginContext): PluginResult | Promise<PluginResult>;
  /** Only text plugins: the findings in one text, for differential tests. */
  find?(text: string): readonly Finding[];
  /** Only text plugins: what a host needs to ask several of them at once. */
  readonly text?: TextPart;
  shutdown?(): void | Promise<void>;
}

/** What a plugin's module exports by default: how to read its config and make instances. */
export interface PluginDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly kind: "value" | "text";
  readonly config: Schema;
  readonly hooks: readonly HookName[];
  /** Only text plugins: which part of each hook's payload is scanned. */
  readonly looksAt?: LooksAt;
  create(config: z.output<Schema>, host: Host): PluginInstance;
}
