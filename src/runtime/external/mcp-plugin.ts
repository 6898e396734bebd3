import { messageOf } from "../../errors.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import { connectHttp, connectStdio } from "./connection.ts";
import { mergeConfig } from "./merge-config.ts";
import { callTimeout, type ExternalOptions, readRemoteConfig, type RemotePlugin } from "./remote-plugin.ts";
import { readReply, textsOf } from "./reply.ts";
import { Session } from "./session.ts";
import type { McpConfig } from "./stdio-command.ts";
import { GET_PLUGIN_CONFIG, INVOKE_HOOK, invokeArguments } from "./wire.ts";

/**
 * Connects a plugin in an MCP server, and asks the server for its config, which completes the entry of the config file.
 *
 * @throws {PluginError} when the server can't be reached, or has no such plugin.
 */
export async function openMcpPlugin(entry: PluginConfig, options: ExternalOptions): Promise<RemotePlugin> {
  const { name } = entry;
  const session = await openSession(entry, options);
  try {
    return {
      config: mergeConfig(entry, await remoteConfig(session, name)),
      invoke: async (hook, payload, context) =>
        readReply(await session.call(INVOKE_HOOK, invokeArguments(hook, name, payload, context)), hook, name),
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function openSession({ name, mcp }: PluginConfig, options: ExternalOptions): Promise<Session> {
  const { base, log } = options;
  const fail = (message: string, cause?: unknown) => new PluginError({ message, plugin_name: name }, { cause });
  if (mcp === null) throw fail("The mcp section must be defined for external plugin");
  const connect = CONNECTORS[mcp.proto];
  if (connect === undefined) throw fail(`External plugin '${name}' has proto ${mcp.proto}, which has no client`);
  try {
    return await Session.open({
      plugin: name,
      connect: () => connect(mcp, base),
      timeoutMs: callTimeout(options),
      reconnect: mcp,
      log,
    });
  } catch (cause) {
    throw fail(`External plugin '${name}' can't be connected: ${messageOf(cause)}`, cause);
  }
}

/** CPEX accepts other protocols in a config, and has no client for them. */
const CONNECTORS: Readonly<Partial<Record<McpConfig["proto"], typeof connectStdio | typeof connectHttp>>> = {
  STDIO: connectStdio,
  STREAMABLEHTTP: connectHttp,
};

async function remoteConfig(session: Session, name: string): Promise<PluginConfig> {
  const [text = "{}"] = textsOf(await session.call(GET_PLUGIN_CONFIG, { name }));
  let stated: unknown;
  try {
    stated = JSON.parse(text);
  } catch {
    throw new PluginError({ message: `Error trying to decode json: ${text}`, plugin_name: name });
  }
  return readRemoteConfig(stated, name);
}
