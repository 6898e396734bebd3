import { once } from "node:events";
import type { LogRecord } from "../plugin/instance.ts";
import { HEALTH_SERVICE, healthResponse, SERVICE, SERVING } from "../runtime/plugin-service/messages.ts";
import { encode } from "../runtime/protobuf/message.ts";
import type { PluginHost } from "./host/plugin-host.ts";
import type { Limits } from "./limits.ts";
import type { GrpcPlan, UnixPlan } from "./plan.ts";
import { isOpen, OPEN_WARNING } from "./serve-http.ts";
import { createFrameAnswerer } from "./service/frames.ts";
import { createService, type PluginService } from "./service/service.ts";
import { logRefusals } from "./refusals.ts";
import { readTls } from "./tls.ts";
import { startFrameServer } from "./transport/frame-server.ts";
import type { GrpcMethod } from "./transport/grpc-call.ts";
import { describePlace, type Place } from "./transport/listen.ts";
import type { Listener } from "./transport/listener.ts";

export interface ServeServiceOptions {
  readonly plan: GrpcPlan | UnixPlan;
  readonly host: PluginHost;
  readonly limits: Limits;
  /** How long a plugin may take for a hook, in seconds. */
  readonly timeoutSeconds: number;
  readonly log: (record: LogRecord) => void;
  /** Called with the place that the server listens at, as soon as it does. */
  readonly onListening?: (place: Place) => void;
  /** Ends the service. */
  readonly signal: AbortSignal;
}

/**
 * Serves CPEX's plugin service, over gRPC or over a Unix socket, until the signal comes, and then answers what is under way.
 *
 * @throws {ToolError} exit 4 when it can't listen there, or a certificate can't be used.
 */
export async function serveService(options: ServeServiceOptions): Promise<void> {
  const { host, limits, log, signal } = options;
  const listener = await start(options, createService(host, limits.maxDepth));
  try {
    log({ level: "info", message: `listening on ${describePlace(listener.place)}` });
    options.onListening?.(listener.place);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await listener.stop();
  }
}

/** The gateway has the same limit for a call, and its time began before ours. */
const PATIENCE = 0.9;

async function start(
  { plan, limits, timeoutSeconds, log }: ServeServiceOptions,
  service: PluginService,
): Promise<Listener> {
  if (plan.transport === "unix") {
    const patienceMs = timeoutSeconds * 1000 * PATIENCE;
    return startFrameServer({ path: plan.path, answer: createFrameAnswerer(service), limits, patienceMs });
  }
  const tls = plan.tls === undefined ? undefined : await readTls(plan.tls, plan.tlsBase);
  // It takes HTTP/2, which the other protocol has no use for.
  const { startGrpcServer } = await import("./transport/grpc-server.ts");
  const methods = methodsOf(service);
  const listener = await startGrpcServer({ place: plan.place, tls, methods, limits, onRefused: logRefusals(log) });
  if (isOpen(plan.place, undefined, tls?.requestCert === true)) log({ level: "warning", message: OPEN_WARNING });
  return listener;
}

/** Beside the service the check whether there is anybody, under CPEX's name and under the one that probes ask. */
function methodsOf(service: PluginService): ReadonlyMap<string, GrpcMethod> {
  const check: GrpcMethod = () => ({ response: encode(healthResponse, { status: SERVING }) });
  return new Map([
    [`/${SERVICE}/GetPluginConfig`, service.getPluginConfig],
    [`/${SERVICE}/GetPluginConfigs`, service.getPluginConfigs],
    [`/${SERVICE}/InvokeHook`, service.invokeHook],
    [`/${HEALTH_SERVICE}/Check`, check],
    ["/grpc.health.v1.Health/Check", check],
  ]);
}
