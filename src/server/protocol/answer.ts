import { packageVersion } from "../../package.ts";
import {
  errorMessage,
  type Fields,
  isFields,
  readMessage,
  resultMessage,
  RpcError,
  type RpcErrorCode,
  type RpcId,
  type RpcRequest,
} from "../../runtime/mcp/json-rpc.ts";
import { negotiateVersion } from "../../runtime/mcp/versions.ts";
import type { ToolCall, Tools } from "../tools/tools.ts";
import { isDeeperThan } from "./depth.ts";

/** What comes of a message. */
export type Answer =
  | {
      readonly kind: "reply";
      /** The message to send back; never rejects. */
      readonly text: string | Promise<string>;
      /** To be called when the client is gone before it had the reply: a retry is then answered from this run. */
      readonly lost?: () => void;
    }
  /** There is nothing to send back. */
  | { readonly kind: "silent" }
  /** It was no message that a server can take; `text` says why. */
  | { readonly kind: "refused"; readonly text: string };

/** Answers the messages of a client; every transport is given one. */
export type Answerer = (text: string) => Answer;

/** Names that CPEX's own plugin server has, too. */
const SERVER_INFO = { name: "MCP Plugin Server", title: "mcpplugins", version: packageVersion() };
const INSTRUCTIONS = "External plugin server for ContextForge";

const SILENT: Answer = { kind: "silent" };

/** Speaks MCP for a set of tools, without any memory from one message to the next. */
export function createAnswerer(tools: Tools, maxDepth: number): Answerer {
  return (text) => {
    if (isDeeperThan(text, maxDepth)) return refused(null, RpcError.parse, `Nested deeper than ${maxDepth} levels`);
    const message = readMessage(text);
    if (message.kind === "request") return answerRequest(message, tools);
    return message.kind === "invalid" ? refused(message.id, message.code, message.message) : SILENT;
  };
}

function answerRequest({ id, method, params }: RpcRequest, tools: Tools): Answer {
  switch (method) {
    case "tools/call":
      return callTool(id, params, tools);
    case "tools/list":
      return result(id, { tools: tools.list });
    case "ping":
      return result(id, {});
    case "initialize":
      return initialize(id, params);
    default:
      return error(id, RpcError.methodNotFound, "Method not found");
  }
}

function initialize(id: RpcId, { protocolVersion }: Fields): Answer {
  if (typeof protocolVersion !== "string") return error(id, RpcError.invalidParams, "protocolVersion must be a string");
  return result(id, {
    protocolVersion: negotiateVersion(protocolVersion),
    capabilities: { tools: {} },
    serverInfo: SERVER_INFO,
    instructions: INSTRUCTIONS,
  });
}

function callTool(id: RpcId, { name, arguments: args = {} }: Fields, tools: Tools): Answer {
  if (typeof name !== "string") return error(id, RpcError.invalidParams, "name must be a string");
  if (!isFields(args)) return error(id, RpcError.invalidParams, "arguments must be an object");
  const { result: outcome, lost }: ToolCall = tools.call(name, args);
  const text =
    outcome instanceof Promise ? outcome.then((late) => resultMessage(id, late)) : resultMessage(id, outcome);
  return lost === undefined ? { kind: "reply", text } : { kind: "reply", text, lost };
}

function result(id: RpcId, value: unknown): Answer {
  return { kind: "reply", text: resultMessage(id, value) };
}

function refused(id: RpcId | null, code: RpcErrorCode, message: string): Answer {
  return { kind: "refused", text: errorMessage(id, code, message) };
}

function error(id: RpcId, code: RpcErrorCode, message: string): Answer {
  return { kind: "reply", text: errorMessage(id, code, message) };
}
