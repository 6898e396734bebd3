import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type SecureClientSessionOptions } from "node:http2";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { GrpcChannel, type GrpcTarget } from "../../../../src/runtime/external/grpc-channel.ts";
import { grpcMessage } from "../../../../src/runtime/grpc/wire.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/server/limits.ts";
import { readTls } from "../../../../src/server/tls.ts";
import type { GrpcMethod } from "../../../../src/server/transport/grpc-call.ts";
import { startGrpcServer } from "../../../../src/server/transport/grpc-server.ts";
import type { ServerTls } from "../../../../src/server/transport/http-server.ts";
import { makeCertificates } from "../certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "grpc-server-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PATH = "/test.Service/Echo";
const echo: GrpcMethod = (request) => ({ response: Buffer.from(request) });

interface Options {
  readonly method?: GrpcMethod;
  readonly limits?: Partial<Limits>;
  readonly tls?: ServerTls;
}

async function start({ method = echo, limits, tls }: Options = {}) {
  const refused: string[] = [];
  const server = await startGrpcServer({
    place: { host: "127.0.0.1", port: 0 },
    tls,
    methods: new Map([[PATH, method]]),
    limits: { ...DEFAULT_LIMITS, ...limits },
    onRefused: (reason) => void refused.push(reason),
  });
  onTestFinished(() => server.stop());
  const { port } = server.place as { readonly port: number };
  return { port, origin: `http://127.0.0.1:${port}`, refused, stop: () => server.stop() };
}

function channel(target: GrpcTarget): GrpcChannel {
  const opened = new GrpcChannel(target);
  onTestFinished(() => opened.close());
  return opened;
}

const plain = (port: number) => channel({ target: `127.0.0.1:${port}`, tls: undefined });
const message = Buffer.from("hello");
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

/** What a bare HTTP/2 client gets. */
async function send(origin: string, headers: Readonly<Record<string, string>>, body: Buffer, ends = true) {
  const session = connect(origin);
  onTestFinished(() => session.destroy());
  const stream = session.request({
    ":method": "POST",
    ":path": PATH,
    "content-type": "application/grpc+proto",
    ...headers,
  });
  let status: unknown;
  stream.on("trailers", (trailers: Readonly<Record<string, unknown>>) => (status = trailers["grpc-status"]));
  stream.on("error", () => {});
  if (ends) stream.end(body);
  else stream.write(body);
  const [got] = (await once(stream, "response")) as [Readonly<Record<string, unknown>>];
  const said = await buffer(stream).catch(() => Buffer.alloc(0));
  return { http: got[":status"], status: Number(got["grpc-status"] ?? status), text: got["grpc-message"], said };
}

describe("a gRPC server", () => {
  it("answers a call, and a large one", async () => {
    const client = plain((await start()).port);
    expect(await client.call(PATH, message, 20_000)).toEqual(message);
    const large = Buffer.alloc(3_000_000, 7);
    expect((await client.call(PATH, large, 20_000)).equals(large)).toBe(true);
  });

  it("answers many calls at a time over one connection, whatever their order", async () => {
    const waiting: (() => void)[] = [];
    const method: GrpcMethod = (got) => ({
      response: new Promise((resolve) => waiting.push(() => resolve(Buffer.from(got)))),
    });
    const client = plain((await start({ method })).port);
    const calls = ["a", "b", "c"].map((text) => client.call(PATH, Buffer.from(text), 20_000));
    while (waiting.length < 3) await settle();
    for (const finish of waiting.reverse()) finish();
    expect((await Promise.all(calls)).map(String)).toEqual(["a", "b", "c"]);
  });

  it("takes on no more calls at a time than it may", async () => {
    const waiting: (() => void)[] = [];
    const method: GrpcMethod = () => ({ response: new Promise((resolve) => waiting.push(() => resolve(message))) });
    const { port } = await start({ method, limits: { maxConcurrentCalls: 1 } });
    const calls = [plain(port).call(PATH, message, 20_000), plain(port).call(PATH, message, 20_000)];
    while (waiting.length === 0) await settle();
    await settle();
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    while (waiting.length < 2) await settle();
    waiting[1]?.();
    expect(await Promise.all(calls)).toHaveLength(2);
  });

  it("passes over a call that is given up before its turn", async () => {
    const waiting: (() => void)[] = [];
    const method: GrpcMethod = () => ({ response: new Promise((resolve) => waiting.push(() => resolve(message))) });
    const { port } = await start({ method, limits: { maxConcurrentCalls: 1 } });
    const first = plain(port).call(PATH, message, 20_000);
    while (waiting.length === 0) await settle();
    await expect(plain(port).call(PATH, message, 30)).rejects.toMatchObject({ name: "RequestTimeoutError" });
    await settle();
    const third = plain(port).call(PATH, message, 20_000);
    await settle();
    waiting[0]?.();
    while (waiting.length < 2) await settle();
    waiting[1]?.();
    expect(await Promise.all([first, third])).toHaveLength(2);
  });

  it.each([
    ["a path that is none of its own", { ":path": "/no/such" }, grpcMessage(message), 12, "Method not found!"],
    ["a message that is cut off", {}, grpcMessage(message).subarray(0, 7), 13, "the message is cut off"],
    ["no message", {}, Buffer.alloc(0), 13, "the message is cut off"],
    [
      "a message that is too long",
      {},
      Buffer.from([0, 0, 0, 0, 101]),
      8,
      "Received message larger than max (101 vs. 100)",
    ],
    ["a compressed message", {}, Buffer.from([1, 0, 0, 0, 0]), 12, "compressed messages are not supported"],
  ])("refuses %s", async (_, headers, body, status, text) => {
    const { origin } = await start({ limits: { maxMessageBytes: 100 } });
    expect(await send(origin, headers, body)).toMatchObject({ http: 200, status, text });
  });

  it("says in gRPC's words, and no others, that a request is none", async () => {
    const method: GrpcMethod = () => {
      throw new Error("hunter2");
    };
    const { port } = await start({ method });
    const error = { status: 13, message: "Exception deserializing request!" };
    await expect(plain(port).call(PATH, message, 20_000)).rejects.toMatchObject(error);
  });

  it.each([
    ["another method", { ":method": "PUT" }, 405],
    ["another content", { "content-type": "application/json" }, 415],
    ["web pages", { origin: "http://localhost" }, 403],
  ])("refuses %s", async (_, headers, http) => {
    const { origin } = await start();
    expect(await send(origin, headers, grpcMessage(message))).toMatchObject({ http });
  });

  it("gives a message only so much time", async () => {
    const { origin } = await start({ limits: { requestTimeoutMs: 500 } });
    const half = grpcMessage(message).subarray(0, 7);
    expect(await send(origin, {}, half, false)).toMatchObject({ status: 4 });
  });

  it("drops a connection that never speaks HTTP/2", async () => {
    const { port } = await start({ limits: { requestTimeoutMs: 30 } });
    const socket = connectSocket(port, "127.0.0.1");
    socket.on("error", () => {});
    await buffer(socket).catch(() => {});
    expect(socket.readable).toBe(false);
  });

  it("tells of a response that nobody waited for", async () => {
    let lost = 0;
    const waiting: (() => void)[] = [];
    const method: GrpcMethod = () => ({
      response: new Promise((resolve) => waiting.push(() => resolve(message))),
      lost: () => void lost++,
    });
    const client = plain((await start({ method })).port);
    await expect(client.call(PATH, message, 500)).rejects.toMatchObject({ name: "RequestTimeoutError" });
    waiting[0]?.();
    await expect.poll(() => lost).toBe(1);
  });

  it("bears clients that give up at any moment", async () => {
    const method: GrpcMethod = (got) => ({
      response: new Promise((resolve) => setTimeout(() => resolve(Buffer.from(got)), (got[0] ?? 0) % 7)),
    });
    const { port } = await start({ method });
    const client = plain(port);
    const calls = Array.from({ length: 300 }, (_, n) => client.call(PATH, Buffer.alloc(1 + n * 50, n), n % 9));
    await Promise.allSettled(calls);
    expect(await client.call(PATH, message, 20_000)).toEqual(message);
  });

  it("answers what is under way when it stops", async () => {
    const waiting: (() => void)[] = [];
    const method: GrpcMethod = () => ({ response: new Promise((resolve) => waiting.push(() => resolve(message))) });
    const { port, stop } = await start({ method });
    const call = plain(port).call(PATH, message, 20_000);
    while (waiting.length === 0) await settle();
    const stopped = stop();
    await settle();
    waiting[0]?.();
    expect(await call).toEqual(message);
    await stopped;
  });

  it("does not wait for ever when it stops", async () => {
    const begun: unknown[] = [];
    const method: GrpcMethod = (request) => ({ response: new Promise(() => begun.push(request)) });
    const { port, stop } = await start({ method, limits: { shutdownMs: 20 } });
    const call = plain(port).call(PATH, message, 20_000);
    const failed = expect(call).rejects.toMatchObject({ name: "GrpcError" });
    while (begun.length === 0) await settle();
    await stop();
    await failed;
  });
});

describe("a gRPC server with TLS", () => {
  makeCertificates(folder, "ours");
  makeCertificates(folder, "foreign");
  const file = (name: string) => readFileSync(join(folder, name));
  const ca = file("ours-ca.pem");
  const own = { cert: file("ours.pem"), key: file("ours.key") };
  const foreign = { cert: file("foreign.pem"), key: file("foreign.key") };

  async function serve(ssl_cert_reqs: number) {
    const settings = { certfile: "ours.pem", keyfile: "ours.key", ca_bundle: "ours-ca.pem", keyfile_password: null };
    return start({ tls: await readTls({ ...settings, ssl_cert_reqs }, folder) });
  }

  async function call(port: number, options: SecureClientSessionOptions): Promise<string> {
    return String(await channel({ target: `127.0.0.1:${port}`, tls: options }).call(PATH, message, 20_000));
  }

  it.each([
    ["one that has a certificate, where it must", 2, { ca, ...own }],
    ["one that has a certificate, where it may", 1, { ca, ...own }],
    ["one that has none, where it may", 1, { ca }],
    ["anybody, where nobody is asked", 0, { ca }],
  ])("answers %s", async (_, reqs, options) => {
    const { port, refused } = await serve(reqs);
    expect(await call(port, options)).toBe("hello");
    expect(refused).toEqual([]);
  });

  it.each([
    ["one that has no certificate, where it must", 2, { ca }, "PEER_DID_NOT_RETURN_A_CERTIFICATE"],
    ["one that has a foreign certificate, where it must", 2, { ca, ...foreign }, "the ca_bundle vouches for"],
    ["one that has a foreign certificate, where it may have one", 1, { ca, ...foreign }, "the ca_bundle vouches for"],
    ["one that speaks TLS 1.1", 0, { ca, minVersion: "TLSv1", maxVersion: "TLSv1.1" }, "no TLS connection comes about"],
  ] as const)("does not answer %s, and says why", async (_, reqs, options, reason) => {
    const { port, refused } = await serve(reqs);
    await expect(call(port, options as SecureClientSessionOptions)).rejects.toMatchObject({
      name: "GrpcError",
      status: 14,
    });
    await expect.poll(() => refused).toContainEqual(expect.stringContaining(reason));
  });

  it("does not reach one that trusts other authorities", async () => {
    const { port } = await serve(0);
    await expect(call(port, { ca: file("foreign-ca.pem") })).rejects.toMatchObject({ name: "GrpcError", status: 14 });
  });
});
