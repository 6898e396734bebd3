import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { RequestTimeoutError } from "../../../../src/runtime/external/call-errors.ts";
import { McpClient } from "../../../../src/runtime/external/client.ts";
import { HttpTransport } from "../../../../src/runtime/external/http-transport.ts";
import { MAX_MESSAGE_BYTES } from "../../../../src/runtime/external/transport.ts";

interface Rpc {
  readonly id?: unknown;
  readonly method: string;
}

interface Seen {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Answers the calls; the greeting is answered without it. */
type OnCall = (response: ServerResponse, id: unknown) => void;

const JSON_TYPE = { "content-type": "application/json" };
const EVENT_TYPE = { "content-type": "text/event-stream" };
const CONTENT = [{ type: "text", text: "hi" }];
const GREETING = { protocolVersion: "2025-06-18", capabilities: {}, serverInfo: { name: "test", version: "1" } };

const message = (fields: object) => JSON.stringify({ jsonrpc: "2.0", ...fields });
const answer = (id: unknown) => message({ id, result: { content: CONTENT } });
const event = (data: string) => `event: message\ndata: ${data}\n\n`;

interface Server {
  readonly onCall?: OnCall;
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** The headers of its answer to the greeting. */
  readonly session?: Readonly<Record<string, string>>;
}

const answerIt: OnCall = (response, id) => response.writeHead(200, JSON_TYPE).end(answer(id));

/** A server that keeps what it is asked. */
function listenerOf(
  { onCall = answerIt, session = { "mcp-session-id": "s1" } }: Server,
  seen: Seen[],
): RequestListener {
  return async (request, response) => {
    const body = await text(request);
    const { id, method } = (body === "" ? { method: request.method } : JSON.parse(body)) as Rpc;
    seen.push({ method, headers: request.headers });
    if (method === "initialize") {
      response.writeHead(200, { ...JSON_TYPE, ...session }).end(message({ id, result: GREETING }));
    } else if (method === "tools/call") onCall(response, id);
    else response.writeHead(method === "DELETE" ? 200 : 202).end();
  };
}

async function connect(served: Server = {}) {
  const { tls } = served;
  const seen: Seen[] = [];
  const listener = listenerOf(served, seen);
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const url = new URL(`${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/mcp?key=1`);
  const socket = tls === undefined ? {} : { ca: tls.cert };
  const client = await McpClient.connect((receiver) => new HttpTransport(url, socket, receiver));
  onTestFinished(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });
  return { client, seen };
}

const call = (client: McpClient, timeoutMs = 20_000) => client.call("tool", {}, timeoutMs);

describe("messages over HTTP", () => {
  it("bear the session, the version and both types that an answer may have", async () => {
    const { client, seen } = await connect();
    expect(await call(client)).toEqual(CONTENT);
    await client.close();
    await expect
      .poll(() => seen.map(({ method }) => method))
      .toEqual(["initialize", "notifications/initialized", "tools/call", "DELETE"]);
    expect(seen[0]?.headers).not.toHaveProperty("mcp-session-id");
    for (const { headers } of seen.slice(1)) {
      expect(headers).toMatchObject({ "mcp-session-id": "s1", "mcp-protocol-version": "2025-06-18" });
    }
    expect(seen[2]?.headers).toMatchObject({
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    });
  });

  it("have no session to end where the server has none", async () => {
    const { client, seen } = await connect({ session: {} });
    await client.close();
    expect(seen.map(({ method }) => method)).toEqual(["initialize", "notifications/initialized"]);
  });

  it("go over TLS", async () => {
    const folder = mkdtempSync(join(tmpdir(), "http-transport-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const key = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", [...key, ...name, "-keyout", "key", "-out", "cert"], { cwd: folder, stdio: "ignore" });
    const read = (file: string) => readFileSync(join(folder, file));
    const { client } = await connect({ tls: { key: read("key"), cert: read("cert") } });
    expect(await call(client)).toEqual(CONTENT);
  });

  it("are answered by a stream, whatever else comes over it", async () => {
    const { client, seen } = await connect({
      onCall(response, id) {
        response.writeHead(200, EVENT_TYPE);
        response.write(`: hello\n\nid: 1\ndata:\n\n${event(message({ method: "notifications/progress" }))}`);
        response.end(`${event(message({ id: "s", method: "ping" }))}${event(answer(id))}`);
      },
    });
    expect(await call(client)).toEqual(CONTENT);
    await expect.poll(() => seen).toHaveLength(4);
  });

  it("are answered as soon as the stream has the answer, though it stays open", async () => {
    const { client } = await connect({
      onCall: (response, id) => response.writeHead(200, EVENT_TYPE).write(event(answer(id))),
    });
    expect(await call(client)).toEqual(CONTENT);
  });

  it("may be many at a time, without a warning", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => {
      if (warning.name === "MaxListenersExceededWarning") warnings.push(warning);
    };
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const { client } = await connect();
    const answers = await Promise.all(Array.from({ length: 300 }, () => call(client)));
    expect(new Set(answers.map((content) => JSON.stringify(content)))).toEqual(new Set([JSON.stringify(CONTENT)]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  });

  it("are given up when there is no answer in time, one by one", async () => {
    const { client } = await connect({
      onCall(response, id) {
        if (id === 3) answerIt(response, id);
      },
    });
    await expect(call(client, 1)).rejects.toThrow(RequestTimeoutError);
    expect(await call(client)).toEqual(CONTENT);
  });
});

describe("a call over HTTP fails", () => {
  const LARGE = Buffer.alloc(MAX_MESSAGE_BYTES + 1, "a");

  it.each<[string, OnCall, RegExp]>([
    ["at another status", (response) => response.writeHead(404).end(), /^the server answered with HTTP 404 Not Found$/],
    [
      "with what comes with that status",
      (response) => response.writeHead(503, JSON_TYPE).end("x".repeat(1000)),
      /^the server answered with HTTP 503 Service Unavailable: "x{200}\.\.\."$/,
    ],
    ["at a redirect", (response) => response.writeHead(307, { location: "/" }).end(), /HTTP 307/],
    [
      "for a web page",
      (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      /^the server answered with no message: "<html>"$/,
    ],
    [
      "for what is no JSON",
      (response) => response.writeHead(200, JSON_TYPE).end("{"),
      /^the server sent what is no message of MCP: "\{"$/,
    ],
    [
      "for the answer to another call",
      (response) => response.writeHead(200, JSON_TYPE).end(answer(1)),
      /^the server answered what it was not asked: id 1$/,
    ],
    [
      "for a message that is no answer",
      (response) => response.writeHead(200, JSON_TYPE).end(message({ method: "notifications/message" })),
      /^the server ended its answer without a response$/,
    ],
    [
      "at the end of a stream without an answer",
      (response) => response.writeHead(200, EVENT_TYPE).end(": nothing\n\n"),
      /^the server ended its answer without a response$/,
    ],
    ["when the connection breaks before the answer", (response) => response.destroy(), /^socket hang up$/],
    [
      "when the connection breaks within the answer",
      (response) =>
        response.writeHead(200, { ...JSON_TYPE, "content-length": "100" }).write("{", () => response.destroy()),
      /^the server broke off its answer$/,
    ],
    [
      "when the connection breaks within a stream",
      (response) => response.writeHead(200, EVENT_TYPE).write("data: ", () => response.destroy()),
      /^aborted$/,
    ],
    [
      "when the answer is too large",
      (response) => response.writeHead(200, JSON_TYPE).end(LARGE),
      /longer than 67108864 bytes/,
    ],
    [
      "when a stream is too large",
      (response) => response.writeHead(200, EVENT_TYPE).end(LARGE),
      /longer than 67108864 bytes/,
    ],
  ])("%s", async (_, onCall, expected) => {
    let calls = 0;
    const { client } = await connect({ onCall: (response, id) => (calls++ === 0 ? onCall : answerIt)(response, id) });
    await expect(call(client)).rejects.toThrow(expected);
    expect(await call(client)).toEqual(CONTENT);
  });

  it("when the connection is closed meanwhile", async () => {
    const { client } = await connect({
      onCall: (response) => response.writeHead(200, EVENT_TYPE).write(": wait\n\n"),
    });
    const failing = expect(call(client)).rejects.toThrow("Connection closed");
    await client.close();
    await failing;
  });
});
