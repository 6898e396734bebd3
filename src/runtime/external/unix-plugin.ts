import { messageOf } from "../../errors.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import { describeThrown } from "../manager/errors.ts";
import { FramePool } from "./frame-pool.ts";
import { callTimeout, type ExternalOptions, type RemotePlugin } from "./remote-plugin.ts";
import { configRequestFor, invokeRequestFor, readConfigResponse, readInvokeResponse } from "./service-messages.ts";

/**
 * Connects a plugin over a Unix socket with CPEX's own protocol. As in CPEX (cpex 0.1.4, external/unix/client.py), the
 * config of the server is not taken over: what the entry does not state has its default.
 *
 * @throws {PluginError} when the server can't be reached.
 */
export async function openUnixPlugin(
  config: PluginConfig,
  socket: NonNullable<PluginConfig["unix_socket"]>,
  options: ExternalOptions,
): Promise<RemotePlugin> {
  const { name, hooks } = config;
  const { log } = options;
  const timeoutMs = Math.min(socket.timeout * 1000, callTimeout(options));
  const server = new FramePool(name, socket, { log, timeoutMs });
  if (hooks.length === 0) {
    const message = `plugin '${name}' never runs: over a Unix socket its entry must name its hooks`;
    log({ level: "warning", message });
  }
  await server.open();
  try {
    const found = readConfigResponse(await server.exchange(configRequestFor(name)));
    if (found === undefined) log({ level: "warning", message: `there is no plugin '${name}' on ${socket.path}` });
  } catch (error) {
    // The plugin may work all the same.
    log({ level: "warning", message: `the config of plugin '${name}' can't be had: ${messageOf(error)}` });
  }
  return {
    config,
    invoke: async (hook, payload, context) => {
      const request = encoded(() => invokeRequestFor(hook, name, payload, context), name);
      return readInvokeResponse(await server.exchange(request), hook, name, "Unix socket");
    },
    close: async () => server.close(),
  };
}

/** @throws {PluginError} for what can't be sent. */
function encoded(encode: () => Buffer, plugin_name: string): Buffer {
  try {
    return encode();
  } catch (cause) {
    throw new PluginError({ message: describeThrown(cause), plugin_name }, { cause });
  }
}
