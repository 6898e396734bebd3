import { createSecureServer, createServer, type Http2Server, type ServerHttp2Session } from "node:http2";
import { Gate } from "../../runtime/gate.ts";
import type { Limits } from "../limits.ts";
import type { OnRefused } from "../refusals.ts";
import { type GrpcMethod, ServedCall } from "./grpc-call.ts";
import { guardTls } from "./guard-tls.ts";
import type { ServerTls } from "./http-server.ts";
import { listen, type Place } from "./listen.ts";
import { type Listener, MAX_CONNECTIONS } from "./listener.ts";

export interface GrpcServerOptions {
  readonly place: Place;
  readonly tls: ServerTls | undefined;
  /** By path: `/cpex.PluginService/InvokeHook`. */
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly limits: Limits;
  readonly onRefused: OnRefused;
}

const MAX_HEADER_BYTES = 16 * 1024;
/** After how long a connection without a call is closed; clients open another when they need it. */
const IDLE_MS = 300_000;

/**
 * Serves methods that take one message and return one over gRPC. What a client sends beyond what the server takes on is
 * not read before its turn.
 *
 * @throws {ToolError} exit 4 when it can't listen there.
 */
export async function startGrpcServer(options: GrpcServerOptions): Promise<Listener> {
  const { place, tls, limits } = options;
  const settings = { maxConcurrentStreams: limits.maxConcurrentCalls, maxHeaderListSize: MAX_HEADER_BYTES };
  const server: Http2Server =
    tls === undefined ? createServer({ settings }) : createSecureServer({ ...tls, settings, allowHTTP1: false });
  if (tls !== undefined) guardTls(server, options.onRefused);
  server.maxConnections = MAX_CONNECTIONS;
  const shared = { ...options, calls: new Gate(limits.maxConcurrentCalls), bytes: new Gate(limits.maxBufferedBytes) };
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    dropIdle(session, limits.requestTimeoutMs);
  });
  server.on("stream", (stream, headers) => void new ServedCall(stream, shared).serve(headers));
  const bound = await listen(server, place);
  return { place: bound, stop: () => stop(server, sessions, limits.shutdownMs) };
}

/** Closes a connection whose client never greets, or has had no call for long: Node keeps some that are broken. */
function dropIdle(session: ServerHttp2Session, greetingMs: number): void {
  let calls = 0;
  session.on("stream", (stream) => {
    calls++;
    stream.once("close", () => calls--);
  });
  session.on("timeout", () => void (calls === 0 && session.destroy()));
  session.setTimeout(greetingMs);
  session.once("remoteSettings", () => session.setTimeout(IDLE_MS));
}

async function stop(server: Http2Server, sessions: ReadonlySet<ServerHttp2Session>, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const session of sessions) session.close();
  const late = setTimeout(() => {
    for (const session of sessions) session.destroy();
  }, patienceMs);
  await closed;
  clearTimeout(late);
}
