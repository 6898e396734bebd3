import { messageOf } from "../../errors.ts";
import type { PluginContext } from "../../plugin/context.ts";
import { type HookName, isHookName } from "../../plugin/hooks.ts";
import type { LogRecord, PluginInstance } from "../../plugin/instance.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";
import { type PluginConfig, pluginConfig } from "../config/plugin-config.ts";
import type { ManagedPlugin } from "../manager/manager.ts";
import { mergeConfig } from "./merge-config.ts";
import { readReply, takeContext, textsOf } from "./reply.ts";
import { Session } from "./session.ts";
import type { McpConfig } from "./stdio-command.ts";
import { GET_PLUGIN_CONFIG, INVOKE_HOOK, invokeArguments } from "./wire.ts";

export interface ExternalOptions {
  /** The folder that relative paths start from: that of the config file. */
  readonly base: string;
  /** How long the manager waits for a hook, in seconds. */
  readonly timeoutSeconds: number;
  readonly log: (record: LogRecord) => void;
}

/**
 * Connects a plugin of `kind: external`, which lives in an MCP server, and asks the server for its config, which completes
 * the entry of the config file.
 *
 * @throws {PluginError} when the server can't be reached, or has no such plugin.
 */
export async function openExternal(config: PluginConfig, options: ExternalOptions): Promise<ManagedPlugin> {
  const { name } = config;
  const session = await openSession(config, options);
  try {
    const merged = mergeConfig(config, await remoteConfig(session, name));
    return { instance: externalInstance(session, merged, options.timeoutSeconds), config: merged };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function openSession({ name, mcp }: PluginConfig, options: ExternalOptions): Promise<Session> {
  const { base, timeoutSeconds, log } = options;
  const fail = (message: string, cause?: unknown) => new PluginError({ message, plugin_name: name }, { cause });
  if (mcp === null) throw fail("The mcp section must be defined for external plugin");
  const connector = CONNECTORS[mcp.proto];
  if (connector === undefined) throw fail(`External plugin '${name}' has proto ${mcp.proto}, which has no client`);
  // It takes Node's HTTP, TLS and processes, which few configs need.
  const { [connector]: connect } = await import("./connection.ts");
  try {
    return await Session.open({
      plugin: name,
      connect: () => connect(mcp, base),
      timeoutMs: timeoutSeconds * 1000 + GRACE_MS,
      reconnect: mcp,
      log,
    });
  } catch (cause) {
    throw fail(`External plugin '${name}' can't be connected: ${messageOf(cause)}`, cause);
  }
}

/** CPEX accepts other protocols in a config, and has no client for them. */
const CONNECTORS: Readonly<Partial<Record<McpConfig["proto"], "connectStdio" | "connectHttp">>> = {
  STDIO: "connectStdio",
  STREAMABLEHTTP: "connectHttp",
};

/** The manager's own limit comes first; this one only takes the call off the connection. */
const GRACE_MS = 1000;

async function remoteConfig(session: Session, name: string): Promise<PluginConfig> {
  const fail = (message: string) => new PluginError({ message, plugin_name: name });
  const [text = "{}"] = textsOf(await session.call(GET_PLUGIN_CONFIG, { name }));
  let stated: unknown;
  try {
    stated = JSON.parse(text);
  } catch {
    throw fail(`Error trying to decode json: ${text}`);
  }
  if (typeof stated !== "object" || stated === null || Object.keys(stated).length === 0) {
    throw fail("Unable to retrieve configuration for external plugin");
  }
  const { data, error } = pluginConfig.safeParse(stated);
  if (data !== undefined) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw fail(`External plugin '${name}' has an invalid configuration on its server: ${problems.join("; ")}`);
}

function externalInstance(session: Session, { name, hooks }: PluginConfig, timeoutSeconds: number): PluginInstance {
  return {
    implementation: "external",
    hooks: hooks.filter(isHookName),
    async invoke(hook: HookName, payload: unknown, context: PluginContext): Promise<PluginResult> {
      const due = performance.now() + timeoutSeconds * 1000;
      const content = await session.call(INVOKE_HOOK, invokeArguments(hook, name, payload, context));
      const reply = readReply(content, hook, name);
      // A reply that comes too late for the manager must not write into a context that others go on with.
      if (reply.context !== undefined && performance.now() < due) takeContext(context, reply.context);
      return reply.result;
    },
    shutdown: () => session.close(),
  };
}
