import { once } from "node:events";
import type { LogRecord } from "../plugin/instance.ts";
import type { Limits } from "./limits.ts";
import type { HttpPlan } from "./plan.ts";
import type { Answerer } from "./protocol/answer.ts";
import { logRefusals } from "./refusals.ts";
import { readTls } from "./tls.ts";
import { LOOPBACK_NAMES } from "./transport/http-guard.ts";
import { createHealthHandler, createHttpHandler, MCP_PATH, type MetricsPage } from "./transport/http-handler.ts";
import { startHttpServer } from "./transport/http-server.ts";
import { describePlace, type Place } from "./transport/listen.ts";
import type { Listener } from "./transport/listener.ts";

export interface ServeHttpOptions {
  readonly plan: HttpPlan;
  readonly answer: Answerer;
  readonly limits: Limits;
  readonly access: Access;
  readonly metrics: MetricsPage | undefined;
  readonly log: (record: LogRecord) => void;
  /** Called with the place that the server listens at, as soon as it does. */
  readonly onListening?: (place: Place) => void;
  /** Ends the service. */
  readonly signal: AbortSignal;
}

/** Who may call, beside programs on the own machine. */
export interface Access {
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly token: string | undefined;
}

/** Under TLS, `/health` is also served in the clear, so many ports above: probes have no certificates. */
const HEALTH_PORT_OFFSET = 1000;

/**
 * Serves over HTTP until the signal comes, and then answers what is under way.
 *
 * @throws {ToolError} exit 4 when it can't listen there, or a certificate can't be used.
 */
export async function serveHttp(options: ServeHttpOptions): Promise<void> {
  const { plan, answer, limits, access, metrics, log, signal } = options;
  const { place } = plan;
  const rules = {
    hosts: hostsOf(place, access.allowedHosts),
    origins: new Set(access.allowedOrigins),
    token: access.token,
  };
  const tls = plan.tls === undefined ? undefined : await readTls(plan.tls, plan.tlsBase);
  const onRefused = logRefusals(log);
  const handler = createHttpHandler({ answer, rules, limits, metrics, onRefused });
  const main = await startHttpServer({ place, handler, tls, limits, onRefused });
  const listeners: Listener[] = [main];
  try {
    if (tls !== undefined && "port" in main.place) {
      const beside = { ...main.place, port: main.place.port + HEALTH_PORT_OFFSET };
      const health = createHealthHandler();
      listeners.push(await startHttpServer({ place: beside, handler: health, tls: undefined, limits, onRefused }));
    }
    log({ level: "info", message: `listening on ${describePlace(main.place)}${MCP_PATH}` });
    if (isOpen(place, access.token, tls?.requestCert === true)) log({ level: "warning", message: OPEN_WARNING });
    options.onListening?.(main.place);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await Promise.all(listeners.map((listener) => listener.stop()));
  }
}

export const OPEN_WARNING =
  "anybody who reaches this address can call the plugins: there is no token, and no client certificate";

/** The names that the server answers to. One that is meant to be reached from elsewhere can't know its own. */
function hostsOf(place: Place, allowed: readonly string[]): ReadonlySet<string> | undefined {
  const names = allowed.map((name) => name.toLowerCase());
  if ("uds" in place || isLoopback(place.host)) return new Set([...LOOPBACK_NAMES, ...names]);
  return names.length === 0 ? undefined : new Set([place.host.toLowerCase(), ...names]);
}

/** Whether a server asks nobody who comes from another machine for anything. */
export function isOpen(place: Place, token: string | undefined, asksCertificates: boolean): boolean {
  return "host" in place && !isLoopback(place.host) && token === undefined && !asksCertificates;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
