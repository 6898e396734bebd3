import type { PluginContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import type { LogRecord } from "../../plugin/instance.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import { type PluginConfig, pluginConfig } from "../config/plugin-config.ts";
import type { Reply } from "./reply.ts";

export interface ExternalOptions {
  /** The folder that relative paths start from: that of the config file. */
  readonly base: string;
  /** How long the manager waits for a hook, in seconds. */
  readonly timeoutSeconds: number;
  readonly log: (record: LogRecord) => void;
}

/** A plugin on its server, whatever the way there. */
export interface RemotePlugin {
  /** What the plugin is run under here. */
  readonly config: PluginConfig;
  /** @throws {PluginError} by rejection: the server's own, or one that says why there is no reply. */
  invoke(hook: HookName, payload: unknown, context: PluginContext): Promise<Reply>;
  close(): Promise<void>;
}

/** The manager's own limit comes first; this one only takes the call off the connection. */
const GRACE_MS = 1000;

/** After how many milliseconds a call is given up. */
export function callTimeout({ timeoutSeconds }: ExternalOptions): number {
  return timeoutSeconds * 1000 + GRACE_MS;
}

/**
 * Reads the config that a server has of a plugin.
 *
 * @throws {PluginError} when there is none, or it is not valid.
 */
export function readRemoteConfig(stated: unknown, name: string): PluginConfig {
  const fail = (message: string) => new PluginError({ message, plugin_name: name });
  if (typeof stated !== "object" || stated === null || Object.keys(stated).length === 0) {
    throw fail("Unable to retrieve configuration for external plugin");
  }
  const { data, error } = pluginConfig.safeParse(stated);
  if (data !== undefined) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw fail(`External plugin '${name}' has an invalid configuration on its server: ${problems.join("; ")}`);
}
