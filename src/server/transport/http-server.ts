import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import type { Limits } from "../limits.ts";
import type { OnRefused } from "../refusals.ts";
import { guardTls } from "./guard-tls.ts";
import { listen, type Place } from "./listen.ts";
import { type Listener, MAX_CONNECTIONS } from "./listener.ts";

export type ServerTls = SecureContextOptions & TlsOptions;

export interface HttpServerOptions {
  readonly place: Place;
  readonly handler: RequestListener;
  readonly tls: ServerTls | undefined;
  readonly limits: Pick<Limits, "requestTimeoutMs" | "shutdownMs">;
  readonly onRefused: OnRefused;
}

const MAX_HEADER_BYTES = 16 * 1024;
/** How often Node looks for requests that are not coming to an end. */
const CHECK_MS = 1000;

/** @throws {ToolError} exit 4 when it can't listen there. */
export async function startHttpServer({
  place,
  handler,
  tls,
  limits,
  onRefused,
}: HttpServerOptions): Promise<Listener> {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(CHECK_MS, limits.requestTimeoutMs),
  };
  const server = tls === undefined ? createServer(options, handler) : createTlsServer({ ...options, ...tls }, handler);
  server.maxConnections = MAX_CONNECTIONS;
  if (tls !== undefined) guardTls(server, onRefused);
  const bound = await listen(server, place);
  return { place: bound, stop: () => stop(server, limits.shutdownMs) };
}

async function stop(server: Server, patienceMs: number): Promise<void> {
  // A connection that is kept alive would take another request after its reply.
  server.prependListener("request", (_, response) => response.setHeader("Connection", "close"));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const late = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await closed;
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}

const IDLE_CHECK_MS = 50;
