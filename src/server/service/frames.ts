import { PluginError } from "../../plugin/plugin-error.ts";
import { invokeRequestHead } from "../../runtime/plugin-service/messages.ts";
import { decode, type Message } from "../../runtime/protobuf/message.ts";
import { WireError } from "../../runtime/protobuf/wire-reader.ts";
import { errorResponse } from "./responses.ts";
import type { PluginService, ServiceCall } from "./service.ts";

/** Answers one frame after the other. */
export type FrameAnswerer = (request: Buffer) => ServiceCall;

/** A request for all configs is no longer than that. */
const EMPTY_BYTES = 2;

/**
 * Answers frames, which don't say what request is in them. As in CPEX (cpex 0.1.4, external/unix/server/server.py), one with
 * a hook and a plugin calls that, one with a single name asks for a config, and an empty one asks for all configs.
 */
export function createFrameAnswerer(service: PluginService): FrameAnswerer {
  return (request) => {
    const { hook_type: first = "", plugin_name = "" } = readHead(request);
    try {
      if (first !== "" && plugin_name !== "") return service.invokeHook(request);
      if (first !== "") return service.getPluginConfig(request);
      if (request.length <= EMPTY_BYTES) return service.getPluginConfigs();
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      return { response: refusal(error.message, plugin_name) };
    }
    return { response: refusal("Unknown message type") };
  };
}

/** The response to what is no request. */
export function refusal(message: string, plugin_name = ""): Buffer {
  return errorResponse(new PluginError({ message, code: "UNKNOWN_MESSAGE", plugin_name }).error, plugin_name);
}

function readHead(request: Buffer): Message<typeof invokeRequestHead> {
  try {
    return decode(invokeRequestHead, request, 0);
  } catch {
    return {};
  }
}
