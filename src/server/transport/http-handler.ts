import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Limits } from "../limits.ts";
import type { Answerer } from "../protocol/answer.ts";
import type { OnRefused } from "../refusals.ts";
import { errorMessage, RpcError, type RpcErrorCode } from "../../runtime/mcp/json-rpc.ts";
import { readBody } from "../../runtime/mcp/http-body.ts";
import { type HttpRules, type Refusal, refuseForm, refuseStranger, tooLarge } from "./http-guard.ts";

export interface HttpHandlerOptions {
  readonly answer: Answerer;
  readonly rules: HttpRules;
  readonly limits: Pick<Limits, "maxMessageBytes" | "maxBufferedBytes" | "maxConcurrentCalls">;
  /** The text of the metrics page; undefined where there is none. */
  readonly metrics: MetricsPage | undefined;
  readonly onRefused: OnRefused;
}

/** Metrics in Prometheus' text format. */
export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
}

export const MCP_PATH = "/mcp";
export const HEALTH_PATH = "/health";
export const METRICS_PATH = "/metrics/prometheus";

const JSON_TYPE = "application/json";

/**
 * Serves MCP's streamable HTTP: each POST is one message, each reply one JSON document. There are no sessions and no event
 * streams, so any number of servers may stand behind one address.
 */
export function createHttpHandler(options: HttpHandlerOptions): RequestListener {
  const work = { running: 0, bytes: 0 };
  return (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path === HEALTH_PATH) {
      sendHealth(request, response);
      return;
    }
    const stranger = refuseStranger(request, options.rules);
    if (stranger !== undefined) {
      options.onRefused(stranger.message);
      refuse(response, stranger);
    } else if (path === MCP_PATH) void serveMessage(request, response, options, work);
    else if (path === METRICS_PATH && options.metrics !== undefined)
      void sendMetrics(request, response, options.metrics);
    else refuse(response, { status: 404, message: "There is nothing here" });
  };
}

/** Serves nothing but `/health`. */
export function createHealthHandler(): RequestListener {
  return (request, response) => {
    if (request.url?.split("?", 1)[0] === HEALTH_PATH) sendHealth(request, response);
    else refuse(response, { status: 404, message: "There is nothing here" });
  };
}

/** What is being read or answered at the moment. */
interface Work {
  running: number;
  bytes: number;
}

async function serveMessage(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, limits }: HttpHandlerOptions,
  work: Work,
): Promise<void> {
  if (request.method !== "POST") {
    refuse(response, { status: 405, message: "Only POST is served here", headers: { Allow: "POST" } });
    return;
  }
  const wrong = refuseForm(request, limits.maxMessageBytes);
  if (wrong !== undefined) {
    refuse(response, wrong);
    return;
  }
  // A body of unknown length may be as long as any.
  const bytes = Number(request.headers["content-length"] ?? limits.maxMessageBytes);
  if (work.running >= limits.maxConcurrentCalls || work.bytes + bytes > limits.maxBufferedBytes) {
    refuse(response, { status: 503, message: "The server is busy", headers: { "Retry-After": "1" } }, RpcError.busy);
    return;
  }
  work.running++;
  work.bytes += bytes;
  try {
    const body = await readBody(request, limits.maxMessageBytes);
    if (typeof body === "string") await reply(body, response, answer);
    else if (body.problem === "too large") refuse(response, tooLarge(limits.maxMessageBytes));
  } finally {
    work.running--;
    work.bytes -= bytes;
  }
}

async function reply(body: string, response: ServerResponse, answer: Answerer): Promise<void> {
  const answered = answer(body);
  if (answered.kind === "silent") response.writeHead(202).end();
  else if (answered.kind === "refused") send(response, 400, answered.text);
  else {
    const { lost } = answered;
    if (lost !== undefined) {
      response.once("close", () => {
        if (!response.writableFinished) lost();
      });
    }
    send(response, 200, typeof answered.text === "string" ? answered.text : await answered.text);
  }
}

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { "Content-Type": JSON_TYPE, "Content-Length": Buffer.byteLength(json) }).end(json);
}

/** Closes the connection: whatever else comes over it is not read. */
function refuse(
  response: ServerResponse,
  { status, message, headers }: Refusal,
  code: RpcErrorCode = RpcError.invalidRequest,
): void {
  const json = errorMessage(null, code, message);
  response.setHeader("Connection", "close");
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  send(response, status, json);
}

/** Probes call by any name, and learn nothing else. */
function sendHealth(request: IncomingMessage, response: ServerResponse): void {
  sendPage(request, response, JSON_TYPE, '{"status":"healthy"}');
}

async function sendMetrics(request: IncomingMessage, response: ServerResponse, page: MetricsPage): Promise<void> {
  sendPage(request, response, page.contentType, await page.text());
}

function sendPage({ method }: IncomingMessage, response: ServerResponse, type: string, text: string): void {
  if (method !== "GET" && method !== "HEAD") {
    refuse(response, { status: 405, message: "Only GET is served here", headers: { Allow: "GET, HEAD" } });
    return;
  }
  response.writeHead(200, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  response.end(method === "HEAD" ? undefined : text);
}
