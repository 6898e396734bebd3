import { isHookName } from "../../plugin/hooks.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import { withoutNullFields } from "../../runtime/external/wire.ts";
import { describeThrown } from "../../runtime/manager/errors.ts";
import type { Fields } from "../../runtime/mcp/json-rpc.ts";
import { contextOf } from "../../runtime/plugin-service/context.ts";
import {
  configRequest,
  configResponse,
  configsResponse,
  invokeRequest,
} from "../../runtime/plugin-service/messages.ts";
import { decode, encode } from "../../runtime/protobuf/message.ts";
import { Calls } from "../host/calls.ts";
import type { PluginHost } from "../host/plugin-host.ts";
import type { Invocation } from "../tools/invoke-arguments.ts";
import { errorResponse, responseOf } from "./responses.ts";

/** What comes of a request. */
export interface ServiceCall {
  /** The message to send back; never rejects. */
  readonly response: Buffer | Promise<Buffer>;
  /** To be called when the client is gone before it had the response. */
  readonly lost?: () => void;
}

/**
 * CPEX's plugin service, as cpex 0.1.4 has it (external/grpc/server/server.py): each method takes a message and returns
 * one.
 */
export interface PluginService {
  /** @throws {WireError} when the bytes are no such request; the same for the other methods. */
  getPluginConfig(request: Buffer): ServiceCall;
  getPluginConfigs(): ServiceCall;
  invokeHook(request: Buffer): ServiceCall;
}

/** @param maxDepth how deep lists and objects of a request may be nested. */
export function createService(host: PluginHost, maxDepth: number): PluginService {
  const calls = new Calls(host);
  return {
    getPluginConfig(request) {
      const { name = "" } = decode(configRequest, request, maxDepth);
      const config = host.config(name);
      return { response: encode(configResponse, config === undefined ? {} : { found: true, config }) };
    },
    getPluginConfigs: () => ({ response: encode(configsResponse, { configs: host.configs }) }),
    invokeHook(request) {
      const invocation = readInvocation(request, maxDepth);
      const { reply, lost } = calls.run(invocation);
      return { response: respond(reply, invocation.plugin), lost };
    },
  };
}

function readInvocation(request: Buffer, maxDepth: number): Invocation {
  const {
    hook_type: hook = "",
    plugin_name: plugin = "",
    payload = {},
    context,
  } = decode(invokeRequest, request, maxDepth);
  return {
    hook,
    plugin,
    payload: payloadOf(hook, payload),
    context: contextOf(context),
  };
}

/** The one field of a payload that holds any value, so that null is a value, too. */
const ANY_VALUE: Readonly<Record<string, string>> = { tool_post_invoke: "result", resource_post_fetch: "content" };

/** The payload that was sent. CPEX's clients send null for the fields that a payload has not got. */
export function payloadOf(hook: string, sent: Fields): Fields {
  if (!isHookName(hook)) return sent;
  const kept = withoutNullFields(hook, sent);
  const any = ANY_VALUE[hook];
  return any !== undefined && sent[any] === null ? { ...kept, [any]: null } : kept;
}

async function respond(reply: string | Promise<string>, plugin_name: string): Promise<Buffer> {
  const json = await reply;
  try {
    return responseOf(json);
  } catch (thrown) {
    return errorResponse(new PluginError({ message: describeThrown(thrown), plugin_name }).error, plugin_name);
  }
}
