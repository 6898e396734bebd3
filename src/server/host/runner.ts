import type { Invocation } from "../tools/invoke-arguments.ts";
import type { ServedConfig } from "./served-config.ts";

/** The plugins of one config, and a way to run them. */
export interface Runner {
  /** Of all plugins, disabled ones too, without secrets. */
  readonly configs: readonly ServedConfig[];
  /** Runs one hook of one plugin, and returns the reply as JSON. Whatever goes wrong is that reply; never rejects. */
  run(invocation: Invocation): Promise<string>;
  /** Shuts the plugins down; calls that are still in them may fail. */
  close(): Promise<void>;
}
