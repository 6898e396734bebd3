/** The error codes of JSON-RPC 2.0, and one of our own. */
export const RpcError = {
  parse: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  /** The server has more to do than it takes on. */
  busy: -32_000,
} as const;

export type RpcErrorCode = (typeof RpcError)[keyof typeof RpcError];
export type RpcId = string | number;
export type Fields = Readonly<Record<string, unknown>>;

export interface RpcRequest {
  readonly kind: "request";
  /** May be 0: that is how old clients begin. */
  readonly id: RpcId;
  readonly method: string;
  readonly params: Fields;
}

export type RpcResponse =
  | { readonly kind: "result"; readonly id: RpcId; readonly result: unknown }
  /** Without an id where the other side could not read that of the request. */
  | { readonly kind: "error"; readonly id: RpcId | null; readonly message: string };

/** What the other side sent. */
export type Message =
  | RpcRequest
  | RpcResponse
  | { readonly kind: "notification" }
  /** It is no message; the rest is the error to answer it with. */
  | { readonly kind: "invalid"; readonly id: RpcId | null; readonly code: RpcErrorCode; readonly message: string };

const NOTIFICATION: Message = { kind: "notification" };
const NO_PARAMS: Fields = Object.freeze({});

/** Reads one message of JSON-RPC 2.0. Batches are refused, as MCP has none since 2025-06-18. */
export function readMessage(text: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid(null, RpcError.parse, "Parse error");
  }
  if (!isFields(value)) return invalid(null, RpcError.invalidRequest, "A message is a JSON object");
  const { id, method, params = NO_PARAMS } = value;
  if (value["jsonrpc"] !== "2.0") return invalid(idOrNull(id), RpcError.invalidRequest, "jsonrpc must be 2.0");
  if (method === undefined) return readResponse(value);
  if (typeof method !== "string") return invalid(idOrNull(id), RpcError.invalidRequest, "method must be a string");
  if (id === undefined) return NOTIFICATION;
  if (!isId(id)) return invalid(null, RpcError.invalidRequest, "id must be a string or a whole number");
  if (!isFields(params)) return invalid(id, RpcError.invalidParams, "params must be an object");
  return { kind: "request", id, method, params };
}

/** @param method A name of MCP's, which has nothing in it to escape. */
export function requestMessage(id: RpcId, method: string, params: unknown): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"${method}","params":${JSON.stringify(params)}}`;
}

export function notificationMessage(method: string, params?: unknown): string {
  return JSON.stringify({ jsonrpc: "2.0", method, params });
}

export function resultMessage(id: RpcId, result: unknown): string {
  return `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${JSON.stringify(result)}}`;
}

export function errorMessage(id: RpcId | null, code: RpcErrorCode, message: string): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } });
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readResponse(value: Fields): Message {
  const { id, error } = value;
  if (isId(id) && "result" in value) return { kind: "result", id, result: value["result"] };
  if (isFields(error) && typeof error["message"] === "string") {
    return { kind: "error", id: idOrNull(id), message: error["message"] };
  }
  return invalid(idOrNull(id), RpcError.invalidRequest, "There is no method");
}

function isId(value: unknown): value is RpcId {
  return typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value));
}

function idOrNull(value: unknown): RpcId | null {
  return isId(value) ? value : null;
}

function invalid(id: RpcId | null, code: RpcErrorCode, message: string): Message {
  return { kind: "invalid", id, code, message };
}
