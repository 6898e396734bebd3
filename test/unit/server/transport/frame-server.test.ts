import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { invokeResponse } from "../../../../src/runtime/plugin-service/messages.ts";
import { FrameSplitter, frame } from "../../../../src/runtime/protobuf/frames.ts";
import { decode } from "../../../../src/runtime/protobuf/message.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/server/limits.ts";
import type { FrameAnswerer } from "../../../../src/server/service/frames.ts";
import { startFrameServer } from "../../../../src/server/transport/frame-server.ts";

const echo: FrameAnswerer = (request) => ({ response: Buffer.from(request) });

async function start(answer: FrameAnswerer = echo, limits: Partial<Limits> = {}, patienceMs = 30_000) {
  const folder = mkdtempSync(join(tmpdir(), "frame-server-"));
  const path = join(folder, "s.sock");
  const server = await startFrameServer({ path, answer, limits: { ...DEFAULT_LIMITS, ...limits }, patienceMs });
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  return { path, stop: () => server.stop() };
}

async function open(path: string): Promise<Socket> {
  const socket = connect(path);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** All that the server says until it ends the connection. */
async function exchange(path: string, ...sent: readonly Buffer[]): Promise<string[]> {
  const socket = await open(path);
  for (const bytes of sent) socket.write(bytes);
  socket.end();
  const got = await buffer(socket);
  return Array.from(new FrameSplitter(2 ** 20).split(got), String);
}

/** Answers when it is told to. */
function held() {
  const finish: (() => void)[] = [];
  const lost: string[] = [];
  const answer: FrameAnswerer = (request) => ({
    response: new Promise((resolve) => finish.push(() => resolve(Buffer.from(request)))),
    lost: () => lost.push(request.toString()),
  });
  return { answer, finish, lost };
}

/** Long enough for what must not happen to be seen where it would. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const until = (holds: () => boolean) => vi.waitUntil(holds, 20_000);

describe("a server of frames", () => {
  it("answers each frame in its order, also when many come at once or one in parts", async () => {
    const { path } = await start();
    expect(await exchange(path, Buffer.concat([frame(Buffer.from("a")), frame(Buffer.from("b"))]))).toEqual(["a", "b"]);
    const framed = frame(Buffer.from("long enough"));
    expect(await exchange(path, framed.subarray(0, 2), framed.subarray(2, 7), framed.subarray(7))).toEqual([
      "long enough",
    ]);
  });

  it("lets nobody but its own user connect", async () => {
    const { path } = await start();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("answers several clients at a time, and one after the other on one connection", async () => {
    const { answer, finish } = held();
    const { path } = await start(answer);
    const [one, other] = [await open(path), await open(path)];
    one.write(Buffer.concat([frame(Buffer.from("1")), frame(Buffer.from("2"))]));
    other.write(frame(Buffer.from("3")));
    await until(() => finish.length >= 2);
    await settle();
    expect(finish).toHaveLength(2);
    finish[0]?.();
    await until(() => finish.length === 3);
    for (const socket of [one, other]) socket.destroy();
    finish.slice(1).forEach((done) => done());
  });

  it("refuses a frame that is too long, and ends the connection", async () => {
    const { path } = await start(echo, { maxMessageBytes: 100 });
    const socket = await open(path);
    socket.write(Buffer.from([0, 0, 0, 101]));
    const [response = Buffer.alloc(0)] = new FrameSplitter(2 ** 20).split(await buffer(socket));
    expect(decode(invokeResponse, response, 9).error).toMatchObject({
      message: "Message size 101 exceeds maximum 100",
    });
  });

  it("sends an error for a response that is too long", async () => {
    const { path } = await start(() => ({ response: Buffer.alloc(11) }), { maxMessageBytes: 10 });
    const [response = ""] = await exchange(path, frame(Buffer.from("a")));
    expect(response).toContain("Message size 11 exceeds maximum 10");
  });

  it("cuts off a client that does not finish its frame", async () => {
    const { path } = await start(echo, { requestTimeoutMs: 30 });
    const socket = await open(path);
    socket.write(Buffer.from([0, 0, 0, 9, 1]));
    expect(await buffer(socket)).toHaveLength(0);
  });

  it("leaves a client alone that has nothing to say", async () => {
    const { path } = await start(echo, { requestTimeoutMs: 10 });
    const socket = await open(path);
    await settle();
    socket.end(frame(Buffer.from("late")));
    expect((await buffer(socket)).toString()).toContain("late");
  });

  it("lets large frames in as there is room for them", async () => {
    const { path } = await start(echo, { maxBufferedBytes: 100_000 });
    const large = frame(Buffer.alloc(90_000, 0x61));
    const slow = await open(path);
    slow.write(large.subarray(0, 10));
    await settle();
    const other = exchange(path, large);
    await settle();
    slow.end(large.subarray(10));
    expect((await buffer(slow)).length).toBe(large.length);
    expect(await other).toHaveLength(1);
  });

  it("tells of a response that nobody was there for", async () => {
    const { answer, finish, lost } = held();
    const { path } = await start(answer);
    const socket = await open(path);
    socket.write(frame(Buffer.from("gone")));
    await until(() => finish.length === 1);
    socket.destroy();
    await settle();
    finish[0]?.();
    await until(() => lost.length > 0);
    expect(lost).toEqual(["gone"]);
  });

  it("sends no response that a client may have given up, and keeps it for a retry", async () => {
    const { answer, finish, lost } = held();
    const { path } = await start(answer, {}, 5);
    const socket = await open(path);
    socket.write(frame(Buffer.from("late")));
    await until(() => finish.length === 1);
    await settle();
    finish[0]?.();
    expect(await buffer(socket)).toHaveLength(0);
    expect(lost).toEqual(["late"]);
  });

  it("answers what is under way when it stops, and leaves no socket", async () => {
    const { answer, finish } = held();
    const { path, stop } = await start(answer);
    const [busy, idle] = [await open(path), await open(path)];
    busy.write(frame(Buffer.from("last")));
    await until(() => finish.length === 1);
    const stopped = stop();
    expect(await buffer(idle)).toHaveLength(0);
    finish[0]?.();
    expect((await buffer(busy)).toString()).toContain("last");
    await stopped;
    expect(existsSync(path)).toBe(false);
  });

  it("does not wait for ever when it stops", async () => {
    const { answer, finish } = held();
    const { path, stop } = await start(answer, { shutdownMs: 20 });
    const socket = await open(path);
    socket.write(frame(Buffer.from("never")));
    await until(() => finish.length === 1);
    await stop();
    expect(await buffer(socket)).toHaveLength(0);
  });
});
