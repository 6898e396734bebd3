import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import { describeThrown } from "../manager/errors.ts";
import { SERVICE } from "../plugin-service/messages.ts";
import { readSettings } from "../settings.ts";
import { GrpcChannel, type GrpcTarget } from "./grpc-channel.ts";
import { mergeConfig } from "./merge-config.ts";
import { callTimeout, type ExternalOptions, readRemoteConfig, type RemotePlugin } from "./remote-plugin.ts";
import { configRequestFor, invokeRequestFor, readConfigResponse, readInvokeResponse } from "./service-messages.ts";
import { grpcTlsOptions } from "./tls.ts";

type GrpcConfig = NonNullable<PluginConfig["grpc"]>;

/**
 * Connects a plugin over gRPC, and asks the server for its config, which completes the entry of the config file. A server
 * that is just starting gets two more tries, after `delayMs` and twice that.
 *
 * @throws {PluginError} when the server can't be reached, or has no such plugin.
 */
export async function openGrpcPlugin(
  entry: PluginConfig,
  grpc: GrpcConfig,
  options: ExternalOptions,
  delayMs = 1000,
): Promise<RemotePlugin> {
  const { name } = entry;
  const fail = (message: string, cause?: unknown) => new PluginError({ message, plugin_name: name }, { cause });
  const channel = new GrpcChannel(await targetOf(grpc, options.base, fail));
  const timeoutMs = callTimeout(options);
  const call = (method: string, request: Buffer) => channel.call(`/${SERVICE}/${method}`, request, timeoutMs);
  try {
    return {
      config: mergeConfig(entry, readRemoteConfig(await configOf(), name)),
      async invoke(hook, payload, context) {
        let response: Buffer;
        try {
          response = await call("InvokeHook", invokeRequestFor(hook, name, payload, context));
        } catch (thrown) {
          throw fail(describeThrown(thrown), thrown);
        }
        return readInvokeResponse(response, hook, name, "gRPC");
      },
      close: async () => channel.close(),
    };
  } catch (error) {
    channel.close();
    throw error;
  }

  async function configOf(): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return readConfigResponse(await call("GetPluginConfig", configRequestFor(name)));
      } catch (cause) {
        if (attempt === ATTEMPTS) {
          throw fail(`gRPC plugin '${name}' connection failed after ${attempt} attempts: ${messageOf(cause)}`, cause);
        }
        await delay(delayMs * 2 ** (attempt - 1));
      }
    }
  }
}

const ATTEMPTS = 3;

async function targetOf(
  { target, uds, tls }: GrpcConfig,
  base: string,
  fail: (message: string, cause?: unknown) => PluginError,
): Promise<GrpcTarget> {
  if (uds !== null) return { uds: resolve(base, uds) };
  try {
    return { target: target ?? "", tls: await grpcTlsOptions(tls, readSettings(process.env), base) };
  } catch (cause) {
    throw fail(`the certificates for TLS can't be used: ${messageOf(cause)}`, cause);
  }
}
