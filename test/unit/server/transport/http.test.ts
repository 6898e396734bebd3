import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/server/limits.ts";
import { Metrics } from "../../../../src/server/metrics.ts";
import { createAnswerer } from "../../../../src/server/protocol/answer.ts";
import { type Access, serveHttp } from "../../../../src/server/serve-http.ts";
import { createTools } from "../../../../src/server/tools/tools.ts";
import type { Place } from "../../../../src/server/transport/listen.ts";
import { callMessage, hostOf, type Invoke } from "../fixture.ts";

interface Server {
  readonly place: Place;
  readonly logged: readonly string[];
  /** How many replies the server knows to have found nobody. */
  readonly lost: () => number;
  /** Tells the server to end. */
  stop(): Promise<void>;
}

interface Options {
  readonly place?: Place;
  readonly access?: Partial<Access>;
  readonly limits?: Partial<Limits>;
  readonly invoke?: Invoke;
}

async function start({ place, access, limits, invoke }: Options = {}): Promise<Server> {
  const host = await hostOf(invoke === undefined ? { name: "P" } : { name: "P", invoke });
  const end = new AbortController();
  const logged: string[] = [];
  let lost = 0;
  const answer = createAnswerer(createTools(host), 100);
  let serving = Promise.resolve();
  const listening = await new Promise<Place>((resolve, reject) => {
    serving = serveHttp({
      plan: { transport: "http", place: place ?? { host: "127.0.0.1", port: 0 }, tls: undefined, tlsBase: "." },
      answer: (message) => {
        const answered = answer(message);
        if (answered.kind !== "reply") return answered;
        return { ...answered, lost: () => void (lost++, answered.lost?.()) };
      },
      limits: { ...DEFAULT_LIMITS, ...limits },
      access: { allowedHosts: [], allowedOrigins: [], token: undefined, ...access },
      metrics: new Metrics(false),
      log: ({ message }) => void logged.push(message),
      onListening: resolve,
      signal: end.signal,
    });
    serving.catch(reject);
  });
  const stop = async (): Promise<void> => {
    end.abort();
    await serving;
  };
  onTestFinished(stop);
  return { place: listening, logged, lost: () => lost, stop };
}

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const JSON_HEADERS = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };

function target(place: Place): RequestOptions {
  return "uds" in place ? { socketPath: place.uds } : place;
}

async function send(place: Place, body: string | Buffer, options: RequestOptions = {}): Promise<Reply> {
  const headers = { ...JSON_HEADERS, ...options.headers };
  const outgoing = request({ path: "/mcp", method: "POST", agent: false, ...target(place), ...options, headers });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  return { status: incoming.statusCode, headers: incoming.headers, body: await text(incoming) };
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "serve-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("a client over HTTP", () => {
  it("has its calls answered as JSON", async () => {
    const { place } = await start();
    const { status, headers, body } = await send(place, callMessage(1));
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body)).toMatchObject({ id: 1, result: { isError: false } });
  });

  it("gets 202 and no body for a notification", async () => {
    const { place } = await start();
    const reply = await send(place, '{"jsonrpc":"2.0","method":"notifications/initialized"}');
    expect(reply).toMatchObject({ status: 202, body: "" });
  });

  it("gets 400 for what is no message", async () => {
    const { place } = await start();
    const { status, body } = await send(place, "nothing");
    expect([status, JSON.parse(body)]).toMatchObject([400, { id: null, error: { code: -32_700 } }]);
  });

  it.each(["GET", "DELETE", "PUT"])("gets 405 for %s, as there are neither streams nor sessions", async (method) => {
    const { place } = await start();
    const { status, headers } = await send(place, "", { method });
    expect([status, headers.allow]).toEqual([405, "POST"]);
  });

  it.each([
    ["another path", 404, { path: "/other" }],
    ["another type", 415, { headers: { "Content-Type": "text/plain" } }],
    ["an encoding", 415, { headers: { "Content-Encoding": "gzip" } }],
    ["streams alone", 406, { headers: { Accept: "text/event-stream" } }],
    ["an unknown version", 400, { headers: { "MCP-Protocol-Version": "2099-01-01" } }],
    ["a foreign host", 421, { headers: { Host: "evil.example" } }],
    ["a host that only begins like ours", 421, { headers: { Host: "localhost.evil.example" } }],
    ["a host that is none", 421, { headers: { Host: "a b" } }],
    ["a foreign page", 403, { headers: { Origin: "https://evil.example" } }],
    ["a page without an address", 403, { headers: { Origin: "null" } }],
  ])("is refused with %s", async (_, status, options: RequestOptions) => {
    const { place } = await start();
    const reply = await send(place, callMessage(1), options);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body)).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: -32_600 } });
  });

  it.each([
    ["a local name", { Host: "LOCALHOST:1234" }],
    ["an address", { Host: "[::1]:80" }],
    ["a local page", { Origin: "http://localhost:3000" }],
    ["an allowed host", { Host: "plugins.internal" }],
    ["an allowed page", { Origin: "https://admin.example" }],
  ])("may come with %s", async (_, headers) => {
    const access = { allowedHosts: ["Plugins.internal"], allowedOrigins: ["https://admin.example"] };
    const { place } = await start({ access });
    expect(await send(place, callMessage(1), { headers })).toMatchObject({ status: 200 });
  });

  it.each([
    [401, {}],
    [401, { Authorization: "Bearer other" }],
    [401, { Authorization: "Basic secret" }],
    [200, { Authorization: "Bearer secret" }],
    [200, { Authorization: "bearer secret" }],
  ])("gets %d where a token is asked for and it sends %j", async (status, headers) => {
    const { place } = await start({ access: { token: "secret" } });
    expect(await send(place, callMessage(1), { headers: headers as IncomingHttpHeaders })).toMatchObject({ status });
  });

  it("is logged where it is turned away", async () => {
    const { place, logged } = await start({ access: { token: "secret" } });
    await send(place, callMessage(1), { headers: { Authorization: "Bearer other" } });
    await send(place, callMessage(1), { headers: { Host: "evil.example" } });
    expect(logged.slice(1)).toEqual([
      "a client is turned away: A bearer token is needed",
      "a client is turned away: Host is not one of this server's names",
    ]);
  });

  it("reaches a Unix socket that only its owner may use, and that is gone afterwards", async () => {
    const uds = join(scratch(), "s.sock");
    const { place, stop } = await start({ place: { uds } });
    expect(statSync(uds).mode & 0o777).toBe(0o600);
    expect(await send(place, callMessage(1))).toMatchObject({ status: 200 });
    await stop();
    expect(existsSync(uds)).toBe(false);
  });

  it("finds the health of the server under any name, and its metrics", async () => {
    const { place } = await start({ access: { token: "secret" } });
    const health = await send(place, "", { method: "GET", path: "/health", headers: { Host: "10.0.0.7:8000" } });
    expect(health).toMatchObject({ status: 200, body: '{"status":"healthy"}' });
    const path = "/metrics/prometheus";
    expect(await send(place, "", { method: "GET", path })).toMatchObject({ status: 401 });
    const headers = { Authorization: "Bearer secret" };
    const { body } = await send(place, "", { method: "GET", path, headers });
    expect(body).toContain('plugin_info{server_name="MCP Plugin Server",transport="http",ssl_enabled="false"} 1');
  });

  it("has its call answered when the server is told to end, and then finds it gone", async () => {
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    const { place, stop } = await start({
      invoke: async () => {
        begun();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { continue_processing: true, metadata: {} };
      },
    });
    const call = send(place, callMessage(1));
    await started;
    const stopped = stop();
    expect(await call).toMatchObject({ status: 200, headers: { connection: "close" } });
    await stopped;
    await expect(send(place, callMessage(2))).rejects.toThrow("ECONNREFUSED");
  });

  it("gets the reply of the first run when it breaks off and calls once more", async () => {
    const finish: (() => void)[] = [];
    const { place, lost } = await start({
      invoke: async () => {
        const run = await new Promise<number>((resolve) => {
          const number = finish.push(() => resolve(number));
          if (number > 1) resolve(number);
        });
        return { continue_processing: true, metadata: { run } };
      },
    });
    const broken = request({ path: "/mcp", method: "POST", agent: false, ...target(place), headers: JSON_HEADERS });
    broken.on("error", () => {});
    broken.end(callMessage(1));
    await expect.poll(() => finish).toHaveLength(1);
    broken.destroy();
    await expect.poll(lost).toBe(1);
    const again = send(place, callMessage(9));
    finish[0]?.();
    expect((await again).body).toContain(String.raw`\"run\":1`);
    expect(finish).toHaveLength(1);
  });
});

describe("a client that asks for too much", () => {
  /** What a server says to the beginning of a request until it ends the connection, in whatever way it does. */
  async function begin(place: Place, beginning: string): Promise<string> {
    const socket = connect(place as { host: string; port: number });
    let said = "";
    socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
    socket.on("error", () => {});
    socket.write(beginning);
    await new Promise((resolve) => socket.once("close", resolve));
    return said;
  }

  it("is refused a body that is said to be too long, before it is sent", async () => {
    const { place } = await start({ limits: { maxMessageBytes: 100 } });
    const beginning =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n";
    expect(await begin(place, beginning)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is refused a body that turns out to be too long", async () => {
    const { place } = await start({ limits: { maxMessageBytes: 100 } });
    const headers = { "Transfer-Encoding": "chunked" };
    expect(await send(place, "x".repeat(101), { headers })).toMatchObject({ status: 413 });
  });

  it("is told to come back when the server has its hands full", async () => {
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    const { place } = await start({
      limits: { maxConcurrentCalls: 1 },
      invoke: async () => {
        begun();
        await held;
        return { continue_processing: true, metadata: {} };
      },
    });
    const first = send(place, callMessage(1));
    await started;
    const { status, headers, body } = await send(place, callMessage(2));
    expect([status, headers["retry-after"], JSON.parse(body)]).toMatchObject([503, "1", { error: { code: -32_000 } }]);
    finish();
    expect(await first).toMatchObject({ status: 200 });
  });

  it("is told to come back when bodies would fill the memory", async () => {
    const { place } = await start({ limits: { maxBufferedBytes: 10 } });
    expect(await send(place, callMessage(1))).toMatchObject({ status: 503 });
  });

  it.each([
    ["its headers", "POST /mcp HTTP/1.1\r\nHost: localhost\r\n"],
    [
      "its body",
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ],
  ])("is cut off when it never sends the rest of %s", async (_, beginning) => {
    const { place } = await start({ limits: { requestTimeoutMs: 100 } });
    expect(await begin(place, beginning)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("an address", () => {
  it("can be that of a Unix socket whose server has died", async () => {
    const uds = join(scratch(), "s.sock");
    const dying = `require("node:net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", dying, uds]);
    expect(statSync(uds).isSocket()).toBe(true);
    const { place } = await start({ place: { uds } });
    expect(await send(place, callMessage(1))).toMatchObject({ status: 200 });
  });

  it("can't be that of another server, or of a file", async () => {
    const folder = scratch();
    const uds = join(folder, "s.sock");
    await start({ place: { uds } });
    await expect(start({ place: { uds } })).rejects.toThrow(`cannot listen on ${uds}: another server listens there`);
    const file = join(folder, "file");
    writeFileSync(file, "");
    await expect(start({ place: { uds: file } })).rejects.toThrow("there is a file that is no socket");
    expect(existsSync(file)).toBe(true);
  });

  it("is said to be open when everybody may call from elsewhere", async () => {
    const place = { host: "0.0.0.0", port: 0 };
    const { logged } = await start({ place });
    expect(logged.join("\n")).toContain("anybody who reaches this address can call the plugins");
    const guarded = await start({ place, access: { token: "secret" } });
    expect(guarded.logged.join("\n")).not.toContain("anybody");
  });

  it("answers to any name when it is meant to be reached from elsewhere, unless names are given", async () => {
    const place = { host: "0.0.0.0", port: 0 };
    const headers = { Host: "some.name" };
    const open = await start({ place });
    expect(await send(open.place, callMessage(1), { headers })).toMatchObject({ status: 200 });
    const named = await start({ place, access: { allowedHosts: ["other.name"] } });
    expect(await send(named.place, callMessage(1), { headers })).toMatchObject({ status: 421 });
  });

  it.each([
    ["127.0.0.1", 200],
    ["127.0.0.1:8000", 200],
    ["10.1.2.3:8000", 421],
  ])("answers to the address that it was reached at, whatever names are given: %s %d", async (Host, status) => {
    const { place } = await start({ place: { host: "0.0.0.0", port: 0 }, access: { allowedHosts: ["other.name"] } });
    const path = "/metrics/prometheus";
    expect(await send(place, "", { method: "GET", path, headers: { Host } })).toMatchObject({ status });
  });
});
