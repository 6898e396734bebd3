import { isDeeperThan } from "./depth.ts";

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

/** What a client sent. Notifications and responses need no answer. */
export type Incoming =
  | RpcRequest
  | { readonly kind: "silent" }
  | { readonly kind: "invalid"; readonly id: RpcId | null; readonly code: RpcErrorCode; readonly message: string };

const SILENT: Incoming = { kind: "silent" };
const NO_PARAMS: Fields = Object.freeze({});

/** Reads one message of JSON-RPC 2.0. Batches are refused, as MCP has none since 2025-06-18. */
export function readMessage(text: string, maxDepth: number): Incoming {
  if (isDeeperThan(text, maxDepth)) return invalid(null, RpcError.parse, `Nested deeper than ${maxDepth} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid(null, RpcError.parse, "Parse error");
  }
  if (!isFields(value)) return invalid(null, RpcError.invalidRequest, "A message is a JSON object");
  const { id, method, params = NO_PARAMS } = value;
  if (value["jsonrpc"] !== "2.0") return invalid(idOrNull(id), RpcError.invalidRequest, "jsonrpc must be 2.0");
  if (method === undefined) {
    const isResponse = isId(id) && ("result" in value || "error" in value);
    return isResponse ? SILENT : invalid(idOrNull(id), RpcError.invalidRequest, "There is no method");
  }
  if (typeof method !== "string") return invalid(idOrNull(id), RpcError.invalidRequest, "method must be a string");
  if (id === undefined) return SILENT;
  if (!isId(id)) return invalid(null, RpcError.invalidRequest, "id must be a string or a whole number");
  if (!isFields(params)) return invalid(id, RpcError.invalidParams, "params must be an object");
  return { kind: "request", id, method, params };
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

function isId(value: unknown): value is RpcId {
  return typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value));
}

function idOrNull(value: unknown): RpcId | null {
  return isId(value) ? value : null;
}

function invalid(id: RpcId | null, code: RpcErrorCode, message: string): Incoming {
  return { kind: "invalid", id, code, message };
}
