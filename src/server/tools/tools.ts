import { PluginError } from "../../plugin/plugin-error.ts";
import { GET_PLUGIN_CONFIG, INVOKE_HOOK } from "../../runtime/external/wire.ts";
import type { Fields } from "../../runtime/mcp/json-rpc.ts";
import { readInvocation } from "./invoke-arguments.ts";
import { errorReply, textResult, toolError, type ToolResult } from "./reply.ts";
import { GET_PLUGIN_CONFIGS, TOOL_LIST } from "./tool-list.ts";
import { Calls } from "../host/calls.ts";
import type { PluginHost } from "../host/plugin-host.ts";

/** A tool that was called. */
export interface ToolCall {
  /** Never rejects. */
  readonly result: ToolResult | Promise<ToolResult>;
  /** To be called when the client is gone before it had the result. */
  readonly lost?: () => void;
}

export interface Tools {
  /** The tools as `tools/list` gives them. */
  readonly list: readonly object[];
  call(name: string, args: Fields): ToolCall;
}

/** The tools of a plugin server, as cpex 0.1.4 has them (external/mcp/server/runtime.py). */
export function createTools(host: PluginHost): Tools {
  const calls = new Calls(host);
  return {
    list: TOOL_LIST,
    call(name, args) {
      switch (name) {
        case INVOKE_HOOK:
          return invokeHook(args, calls);
        case GET_PLUGIN_CONFIG:
          return { result: getPluginConfig(args, host) };
        case GET_PLUGIN_CONFIGS:
          return { result: textResult(...host.configs.map((config) => JSON.stringify(config))) };
        default:
          return { result: toolError(`Unknown tool: ${name}`) };
      }
    },
  };
}

function getPluginConfig({ name }: Fields, host: PluginHost): ToolResult {
  if (typeof name !== "string") return argumentError(GET_PLUGIN_CONFIG, "name must be a string");
  return textResult(JSON.stringify(host.config(name) ?? {}));
}

function invokeHook(args: Fields, calls: Calls): ToolCall {
  const read = readInvocation(args);
  if ("problem" in read) return { result: argumentError(INVOKE_HOOK, read.problem) };
  if ("contextProblem" in read) {
    const plugin = String(args["plugin_name"]);
    const { error } = new PluginError({ message: `invalid ${read.contextProblem}`, plugin_name: plugin });
    return { result: textResult(errorReply(plugin, error)) };
  }
  const { reply, lost } = calls.run(read);
  return { result: typeof reply === "string" ? textResult(reply) : reply.then((text) => textResult(text)), lost };
}

function argumentError(tool: string, problem: string): ToolResult {
  return toolError(`Error executing tool ${tool}: ${problem}`);
}
