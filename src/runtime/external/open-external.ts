import type { PluginContext } from "../../plugin/context.ts";
import { type HookName, isHookName } from "../../plugin/hooks.ts";
import type { PluginInstance } from "../../plugin/instance.ts";
import type { PluginResult } from "../../plugin/result.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import type { ManagedPlugin } from "../manager/manager.ts";
import type { ExternalOptions, RemotePlugin } from "./remote-plugin.ts";
import { takeContext } from "./reply.ts";

/**
 * Connects a plugin of `kind: external`, which lives in a server of its own.
 *
 * @throws {PluginError} when the server can't be reached, or has no such plugin.
 */
export async function openExternal(entry: PluginConfig, options: ExternalOptions): Promise<ManagedPlugin> {
  const remote = await openRemote(entry, options);
  return { instance: externalInstance(remote, options.timeoutSeconds), config: remote.config };
}

/** Each way takes modules of Node that few configs need. */
async function openRemote(entry: PluginConfig, options: ExternalOptions): Promise<RemotePlugin> {
  const { grpc, unix_socket: socket } = entry;
  if (grpc !== null) return (await import("./grpc-plugin.ts")).openGrpcPlugin(entry, grpc, options);
  if (socket !== null) return (await import("./unix-plugin.ts")).openUnixPlugin(entry, socket, options);
  return (await import("./mcp-plugin.ts")).openMcpPlugin(entry, options);
}

function externalInstance(remote: RemotePlugin, timeoutSeconds: number): PluginInstance {
  return {
    implementation: "external",
    hooks: remote.config.hooks.filter(isHookName),
    async invoke(hook: HookName, payload: unknown, context: PluginContext): Promise<PluginResult> {
      const due = performance.now() + timeoutSeconds * 1000;
      const reply = await remote.invoke(hook, payload, context);
      // A reply that comes too late for the manager must not write into a context that others go on with.
      if (reply.context !== undefined && performance.now() < due) takeContext(context, reply.context);
      return reply.result;
    },
    shutdown: () => remote.close(),
  };
}
