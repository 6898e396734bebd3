import type { PluginContext } from "../../plugin/context.ts";
import type { PluginErrorModel } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";
import { sanitiseDenialMetadata } from "../../runtime/manager/denial-outcome.ts";
import type { Fields } from "../../runtime/mcp/json-rpc.ts";
import { contextMessage } from "../../runtime/plugin-service/context.ts";
import { invokeResponse } from "../../runtime/plugin-service/messages.ts";
import { encode } from "../../runtime/protobuf/message.ts";

/** The reply to a call of a hook, as it is everywhere. */
interface Reply {
  readonly plugin_name: string;
  readonly result?: PluginResult;
  readonly context?: PluginContext;
  readonly error?: PluginErrorModel;
}

/** The reply to a call as a message (cpex 0.1.4, external/proto_convert.py). */
export function responseOf(json: string): Buffer {
  const { plugin_name, result, context, error } = JSON.parse(json) as Reply;
  if (error !== undefined) return errorResponse(error, plugin_name);
  const { denial_metadata: metrics, ...rest } = result ?? {};
  return encode(invokeResponse, {
    plugin_name,
    result: rest,
    ...(context === undefined ? {} : { context: contextMessage(context) }),
    ...(metrics === undefined ? {} : { result_base: { denial_metadata: { fields: metricEntries(metrics) } } }),
  });
}

/** @param plugin_name whom was called; empty where that is not known. */
export function errorResponse(error: PluginErrorModel, plugin_name: string): Buffer {
  const { details, ...rest } = error;
  return encode(invokeResponse, {
    plugin_name,
    error: Object.keys(details).length === 0 ? rest : { ...rest, details },
  });
}

/** Whole numbers keep their last digit so, which a struct's doubles may not. */
function metricEntries(metadata: Fields) {
  return Object.entries(sanitiseDenialMetadata(metadata)).map(([key, value]) => ({ key, value: metric(value) }));
}

function metric(value: boolean | number) {
  if (typeof value === "boolean") return { boolean: value };
  return Number.isSafeInteger(value) ? { integer: value } : { floating: value };
}
