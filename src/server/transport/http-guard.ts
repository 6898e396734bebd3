import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { isProtocolVersion } from "../../runtime/mcp/versions.ts";

/** Whom a server answers over HTTP. */
export interface HttpRules {
  /** Names that requests may call the server by, without port; undefined where any will do. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** Web pages that may call the server, such as `https://example.com`. Requests from no page are never held up. */
  readonly origins: ReadonlySet<string>;
  /** What requests must bring as their bearer token; undefined where none is asked for. */
  readonly token: string | undefined;
}

/** A request that is turned away: status of the response, and words for it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The names of the own machine: what a server that only listens there is called by. */
export const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"] as const;

/**
 * Why a request is not let in at all. A foreign name in `Host` is how a web page reaches a server behind the user's
 * back (DNS rebinding); a browser always says in `Origin` which page it calls for.
 */
export function refuseStranger(
  { headers, socket }: IncomingMessage,
  { hosts, origins, token }: HttpRules,
): Refusal | undefined {
  const host = hostName(headers.host);
  if (host === undefined || (hosts !== undefined && !hosts.has(host) && host !== ownAddress(socket))) {
    return { status: 421, message: "Host is not one of this server's names" };
  }
  const { origin, authorization = "" } = headers;
  if (origin !== undefined && !origins.has(origin) && !isLocalPage(origin, hosts)) {
    return { status: 403, message: "Origin is not allowed" };
  }
  if (token !== undefined && !isBearer(authorization, token)) {
    return { status: 401, message: "A bearer token is needed", headers: { "WWW-Authenticate": "Bearer" } };
  }
  return undefined;
}

/** Why a request is no message of an MCP client. */
export function refuseForm({ headers }: IncomingMessage, maxBytes: number): Refusal | undefined {
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") return { status: 415, message: "Content-Type must be application/json" };
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    return { status: 415, message: "Content-Encoding is not supported" };
  }
  if (!acceptsJson(headers.accept)) return { status: 406, message: "Accept must have application/json" };
  const version = headers["mcp-protocol-version"];
  if (typeof version === "string" && !isProtocolVersion(version)) {
    return { status: 400, message: "MCP-Protocol-Version is not supported" };
  }
  if (Number(headers["content-length"] ?? 0) > maxBytes) return tooLarge(maxBytes);
  return undefined;
}

export function tooLarge(maxBytes: number): Refusal {
  return { status: 413, message: `A message is longer than ${maxBytes} bytes` };
}

/** The name in a `Host` header, in lower case and without the port; undefined where there is none. */
function hostName(host: string | undefined): string | undefined {
  const match = /^(\[[\da-f:.]+\]|[^:\s/@]+)(:\d{1,5})?$/i.exec(host ?? "");
  return match?.[1]?.toLowerCase();
}

/** The address that a request came to, as `Host` has it: what collects metrics has no other name for one of many replicas. */
function ownAddress({ localAddress }: Socket): string | undefined {
  const address = localAddress?.replace(/^::ffff:/, "");
  return address?.includes(":") === true ? `[${address}]` : address;
}

/** Whether a page comes from the names that the server itself goes by, at any port. */
function isLocalPage(origin: string, hosts: HttpRules["hosts"]): boolean {
  const name = /^https?:\/\/(.+)$/.exec(origin)?.[1];
  const host = hostName(name);
  return host !== undefined && hosts !== undefined && hosts.has(host);
}

function acceptsJson(accept = "*/*"): boolean {
  return accept.split(",").some((range) => {
    const type = range.split(";", 1)[0]?.trim().toLowerCase();
    return type === "application/json" || type === "application/*" || type === "*/*";
  });
}

/** Takes the same time whatever was sent. */
function isBearer(authorization: string, token: string): boolean {
  const sent = /^Bearer (.+)$/i.exec(authorization)?.[1] ?? "";
  return timingSafeEqual(digest(sent), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
