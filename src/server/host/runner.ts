import type { Invocation } from "../tools/invoke-arguments.ts";
import type { ToolResult } from "../tools/reply.ts";
import type { ServedConfig } from "./served-config.ts";

/** The plugins of one config, and a way to run them. */
export interface Runner {
  /** Of all plugins, disabled ones too, without secrets. */
  readonly configs: readonly ServedConfig[];
  /** Runs one hook of one plugin. Whatever goes wrong with it is the reply; never rejects. */
  run(invocation: Invocation): Promise<ToolResult>;
  /** Shuts the plugins down; calls that are still in them may fail. */
  close(): Promise<void>;
}
