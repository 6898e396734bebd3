import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { FrameConnection } from "../../../src/runtime/external/frame-connection.ts";
import { grpcMessage } from "../../../src/runtime/grpc/wire.ts";
import { invokeRequest, invokeResponse } from "../../../src/runtime/plugin-service/messages.ts";
import { decode, encode } from "../../../src/runtime/protobuf/message.ts";
import type { Findings } from "./hostile.ts";
import { end, startServer } from "./transports.ts";

const VALID = encode(invokeRequest, {
  hook_type: "tool_pre_invoke",
  plugin_name: "Plain",
  payload: { name: "t", args: { q: "x", list: [1, true, null] } },
  context: { global_context: { request_id: "r" } },
});

/** Field 3, the payload, with so much in it. */
const withPayload = (payload: Buffer): Buffer =>
  Buffer.concat([
    encode(invokeRequest, { hook_type: "h", plugin_name: "p" }),
    Buffer.from([0x1a]),
    varint(payload.length),
    payload,
  ]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** A struct in a struct, and so on. */
function nested(levels: number): Buffer {
  let inner = Buffer.alloc(0);
  for (let level = 0; level < levels; level++) {
    const value = Buffer.concat([Buffer.from([0x2a]), varint(inner.length), inner]);
    const entry = Buffer.concat([Buffer.from([0x0a, 0, 0x12]), varint(value.length), value]);
    inner = Buffer.concat([Buffer.from([0x0a]), varint(entry.length), entry]);
  }
  return inner;
}

const bytes = fc.uint8Array({ minLength: 3, maxLength: 64 }).map((array) => Buffer.from(array));
const DEEP = withPayload(nested(2000));
const NOT_A_NUMBER = Buffer.from([0x0a, 0x0d, 0x0a, 0, 0x12, 0x09, 0x11, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);

/** What is no request of the plugin service. */
const malformed: fc.Arbitrary<Buffer> = fc.oneof(
  bytes,
  bytes.map(withPayload),
  fc.integer({ min: 3, max: VALID.length - 1 }).map((at) => VALID.subarray(0, at)),
  fc.tuple(fc.nat(VALID.length - 1), fc.nat(255)).map(([at, byte]) => {
    const changed = Buffer.from(VALID);
    changed[at] = byte;
    return changed;
  }),
  fc.constantFrom(DEEP, withPayload(NOT_A_NUMBER), withPayload(Buffer.from([0x0a, 4, 0x0a, 2, 0xff, 0xfe]))),
  fc.constantFrom(Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), Buffer.alloc(20, 0xff)),
);

/** Sends bad messages and bad bytes over a Unix socket and over gRPC, and asks each server whether it still works. */
export async function attackService(config: string, folder: string, count: number, seed: number) {
  const messages = fc.sample(malformed, { numRuns: count, seed });
  const found: Findings[] = [];
  const uds = join(folder, "attacked-service.sock");
  const unix = await startServer(config, ["--uds", uds], "unix");
  try {
    found.push(await attackFrames(uds, messages), await attackBytes("a Unix socket", { path: uds }, messages));
    found.push(await attackWithLength(uds, unix.child.pid ?? 0));
    const connection = await FrameConnection.open(uds, () => {});
    const good = await connection.exchange(VALID, 10_000);
    connection.close();
    if (!isSuccess(good)) found.push({ what: "good calls over a Unix socket", sent: 1, wrong: ["it is not answered"] });
  } finally {
    await end(unix.child);
  }
  const grpc = await startServer(config, ["--port", "0"], "grpc");
  const [host = "", port] = grpc.place.split(":");
  try {
    found.push(await attackGrpc(`http://${grpc.place}`, messages));
    found.push(await attackBytes("gRPC", { host, port: Number(port) }, messages));
    const session = connectHttp2(`http://${grpc.place}`);
    const { status, body } = await call(session, { body: grpcMessage(VALID) });
    session.close();
    if (status !== "0" || !isSuccess(body.subarray(5))) {
      found.push({ what: "good calls over gRPC", sent: 1, wrong: [`status ${status}`] });
    }
  } finally {
    await end(grpc.child);
  }
  return found;
}

/** Eight clients at a time. */
async function forEach(
  messages: readonly Buffer[],
  task: (message: Buffer, index: number) => Promise<void>,
): Promise<void> {
  const queue = messages.entries();
  const work = async (): Promise<void> => {
    for (const [index, message] of queue) await task(message, index);
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

async function attackFrames(path: string, messages: readonly Buffer[]): Promise<Findings> {
  const wrong: string[] = [];
  const idle: FrameConnection[] = [];
  await forEach(messages, async (message) => {
    const connection = idle.pop() ?? (await FrameConnection.open(path, () => {}));
    try {
      const response = await connection.exchange(message, 10_000);
      if (!isRefusal(response)) wrong.push(`${message.toString("hex")}: ${response.toString("hex")}`);
      idle.push(connection);
    } catch (error) {
      wrong.push(`${message.toString("hex")}: ${String(error)}`);
    }
  });
  for (const connection of idle) connection.close();
  return { what: "messages in frames over a Unix socket", sent: messages.length, wrong };
}

/** An error, or no config of that name. What a changed byte leaves a message may even be a call. */
function isRefusal(response: Buffer): boolean {
  return response.length === 0 || isSuccess(response) || Boolean(decode(invokeResponse, response, 100).error?.message);
}

function isSuccess(response: Buffer): boolean {
  try {
    return decode(invokeResponse, response, 100).result !== undefined;
  } catch {
    return false;
  }
}

/** What is no frame, each over a connection of its own, which the server must end, or say that it takes nothing more. */
async function attackBytes(
  way: string,
  address: { readonly path: string } | { readonly host: string; readonly port: number },
  messages: readonly Buffer[],
): Promise<Findings> {
  const wrong: string[] = [];
  await forEach(messages, async (message, index) => {
    const socket = connect(address);
    socket.on("error", () => {});
    const late = setTimeout(() => {
      wrong.push(`${message.toString("hex")}: no end`);
      socket.destroy();
    }, 10_000);
    socket.end(Buffer.concat([STARTS[index % STARTS.length] ?? EMPTY, message]));
    const parts: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => {
      parts.push(chunk);
      if (saysGoAway(Buffer.concat(parts))) socket.destroy();
    });
    await once(socket, "close");
    clearTimeout(late);
  });
  return { what: `bytes over ${way}`, sent: messages.length, wrong };
}

/** Whether there is a frame of HTTP/2 by which a server closes a connection. */
function saysGoAway(said: Buffer): boolean {
  for (let at = 0; at + 9 <= said.length; at += 9 + said.readUIntBE(at, 3)) if (said[at + 3] === 7) return true;
  return false;
}

const EMPTY = Buffer.alloc(0);
const STARTS = [
  EMPTY,
  Buffer.from([0xff, 0xff, 0xff, 0xff]),
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 1]),
];

const MEBIBYTE = 1024 * 1024;
/** More than a server needs that holds so much of large frames as it may, and far less than was sent. */
const MOST_MEMORY = 400;

/** Many clients that announce the largest frame, and one that announces more than that and sends it all the same. */
async function attackWithLength(path: string, pid: number): Promise<Findings> {
  const large = Buffer.alloc(4);
  large.writeUInt32BE(16 * MEBIBYTE);
  const sockets = Array.from({ length: 64 }, () => {
    const socket = connect(path);
    socket.on("error", () => {});
    socket.write(large);
    for (let sent = 0; sent < 15; sent++) socket.write(Buffer.alloc(MEBIBYTE));
    return socket;
  });
  const huge = connect(path);
  huge.on("error", () => {});
  const ended = buffer(huge).catch(() => EMPTY);
  huge.write(Buffer.from([0x40, 0, 0, 0]));
  for (let sent = 0; sent < 1024 && !huge.destroyed; sent++) {
    await new Promise((resolve) => huge.write(Buffer.alloc(MEBIBYTE), resolve));
  }
  await ended;
  for (const socket of sockets) socket.destroy();
  const peak = peakMemory(pid);
  const wrong = peak > MOST_MEMORY ? [`${peak} MiB of memory`] : [];
  return { what: `frames of 1 GiB over a Unix socket (${peak} MiB of memory at most)`, sent: 1, wrong };
}

/** The most memory that a process has had, in MiB; 0 where the system does not tell. */
function peakMemory(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
  } catch {
    return 0;
  }
}

interface GrpcCall {
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

async function attackGrpc(origin: string, messages: readonly Buffer[]): Promise<Findings> {
  const session = connectHttp2(origin);
  session.on("error", () => {});
  const wrong: string[] = [];
  await forEach(messages, async (message, index) => {
    const made = BAD_CALLS[index % BAD_CALLS.length]?.(message) ?? { body: EMPTY };
    const { http, status, body } = await call(session, made);
    const refused = http !== "200" || (status !== undefined && status !== "0");
    if (!refused && !isRefusal(body.subarray(5))) wrong.push(`${message.toString("hex")}: ${http} ${status}`);
  });
  session.close();
  return { what: "messages, bodies and headers over gRPC", sent: messages.length, wrong };
}

const BAD_CALLS: readonly ((message: Buffer) => GrpcCall)[] = [
  (message) => ({ body: grpcMessage(message) }),
  (message) => ({ body: message }),
  (message) => ({ body: Buffer.concat([grpcMessage(message), message]) }),
  (message) => ({ body: grpcMessage(message).subarray(0, -1) }),
  (message) => ({ body: Buffer.concat([Buffer.from([1]), grpcMessage(message).subarray(1)]) }),
  (message) => ({ body: Buffer.concat([Buffer.from([0, 0xff, 0xff, 0xff, 0xff]), message]) }),
  (message) => ({ body: grpcMessage(message), headers: { ":path": `/${message.toString("hex")}` } }),
  (message) => ({ body: grpcMessage(message), headers: { "content-type": "application/json" } }),
  (message) => ({ body: message, headers: { ":method": "PUT" } }),
];

function call(
  session: ClientHttp2Session,
  { body, headers }: GrpcCall,
): Promise<{ readonly http: string; readonly status: string | undefined; readonly body: Buffer }> {
  return new Promise((resolve) => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/cpex.PluginService/InvokeHook",
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    const parts: Buffer[] = [];
    let http = "";
    let status: string | undefined;
    stream.on("response", (got) => {
      http = String(got[":status"]);
      status ??= got["grpc-status"]?.toString();
    });
    stream.on("trailers", (got: Readonly<Record<string, unknown>>) => (status = String(got["grpc-status"])));
    stream.on("data", (chunk: Buffer) => parts.push(chunk));
    stream.on("error", () => {});
    stream.once("close", () => resolve({ http, status, body: Buffer.concat(parts) }));
    stream.end(body);
  });
}
