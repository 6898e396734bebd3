import type { PluginContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import { sanitiseDenialMetadata } from "../manager/denial-outcome.ts";
import { type Fields, isFields } from "../mcp/json-rpc.ts";
import { contextMessage } from "../plugin-service/context.ts";
import { configRequest, configResponse, invokeRequest, invokeResponse } from "../plugin-service/messages.ts";
import { decode, encode, type Message } from "../protobuf/message.ts";
import { WireError } from "../protobuf/wire-reader.ts";
import { type LeftContext, type Reply, readError, readResult } from "./reply.ts";
import { withoutSecret } from "./wire.ts";

/** How deep lists and objects of a reply may be nested. */
const MAX_DEPTH = 1000;

export function configRequestFor(name: string): Buffer {
  return encode(configRequest, { name });
}

/** The config that a server sent; undefined where it has no such plugin. */
export function readConfigResponse(bytes: Buffer): Fields | undefined {
  const { found = false, config = {} } = decode(configResponse, bytes, MAX_DEPTH);
  return found ? config : undefined;
}

/** @throws {TypeError | RangeError} when payload or context are no JSON. */
export function invokeRequestFor(hook: HookName, plugin: string, payload: unknown, context: PluginContext): Buffer {
  if (!isFields(payload)) throw new TypeError("a payload that is no object can't be sent");
  return encode(invokeRequest, {
    hook_type: hook,
    plugin_name: plugin,
    payload: withoutSecret(hook, payload),
    context: contextMessage(context),
  });
}

/**
 * Reads what a server made of a call (cpex 0.1.4, external/grpc/client.py): an error counts more than a result beside it.
 *
 * @param server what to call the server in an error.
 * @throws {PluginError} the server's own, or one that says why the reply can't be used.
 */
export function readInvokeResponse(bytes: Buffer, hook: HookName, plugin: string, server: string): Reply {
  const { error, result, context, result_base: base } = decodeResponse(bytes, plugin);
  if (error?.message) {
    throw readError(
      { ...error, plugin_name: error.plugin_name || plugin, mcp_error_code: error.mcp_error_code ?? 0 },
      plugin,
    );
  }
  if (result === undefined) {
    throw new PluginError({ message: `Received invalid response from ${server} plugin server`, plugin_name: plugin });
  }
  const metrics = base?.denial_metadata === undefined ? {} : { denial_metadata: metricsOf(base.denial_metadata) };
  const read = readResult({ ...result, ...metrics }, hook, plugin);
  return context === undefined ? { result: read } : { result: read, context: contextLeft(context) };
}

type ResponseMessage = Message<typeof invokeResponse>;

function decodeResponse(bytes: Buffer, plugin: string): ResponseMessage {
  try {
    return decode(invokeResponse, bytes, MAX_DEPTH);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    const message = `Received an invalid response: ${cause.message}`;
    throw new PluginError({ message, plugin_name: plugin }, { cause });
  }
}

type DenialMetadata = NonNullable<NonNullable<ResponseMessage["result_base"]>["denial_metadata"]>;

function metricsOf({ fields = [] }: DenialMetadata): Fields {
  const entries = fields.map(({ key = "", value: { boolean, integer, floating } = {} }) => [
    key,
    boolean ?? integer ?? floating,
  ]);
  return sanitiseDenialMetadata(Object.fromEntries(entries) as Fields);
}

/** An empty shared state is not told from one that was not sent: it stays as it is, as in CPEX. */
function contextLeft({
  state = {},
  metadata = {},
  global_context,
}: NonNullable<ResponseMessage["context"]>): LeftContext {
  return { state, metadata, shared: global_context?.state };
}
