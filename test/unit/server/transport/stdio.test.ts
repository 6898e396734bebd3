import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createAnswerer } from "../../../../src/server/protocol/answer.ts";
import { createTools } from "../../../../src/server/tools/tools.ts";
import { serveStdio } from "../../../../src/server/transport/stdio.ts";
import { callMessage, hostOf, type Invoke } from "../fixture.ts";

const LIMITS = { maxMessageBytes: 10_000, maxConcurrentCalls: 4, shutdownMs: 1000 };

interface Client {
  readonly input: PassThrough;
  readonly output: PassThrough;
  readonly stop: AbortController;
  readonly served: Promise<void>;
  /** All replies, once the server has ended. */
  replies(): Promise<Readonly<Record<string, unknown>>[]>;
}

async function connect(invoke?: Invoke): Promise<Client> {
  const host = await hostOf(invoke === undefined ? { name: "P" } : { name: "P", invoke });
  const [input, output, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
  const answer = createAnswerer(createTools(host), 100);
  const served = serveStdio({ input, output, answer, limits: LIMITS, signal: stop.signal });
  let text = "";
  output.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const replies = async () => {
    await served;
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Record<string, unknown>]));
  };
  return { input, output, stop, served, replies };
}

describe("a client over stdio", () => {
  it("has each request answered, those before the end of its input too", async () => {
    const { input, replies } = await connect();
    input.write(callMessage(1));
    input.end(`\n${callMessage(2)}\n{"jsonrpc":"2.0","method":"notifications/initialized"}\n`);
    expect((await replies()).map(({ id }) => id)).toEqual([1, 2]);
  });

  it("gets an error for each line that is no message, and goes on", async () => {
    const { input, replies } = await connect();
    input.end(`nothing\n${"x".repeat(10_001)}\n${callMessage(3)}\n`);
    expect(await replies()).toMatchObject([
      { id: null, error: { code: -32_700, message: "Parse error" } },
      { id: null, error: { code: -32_700, message: "A message is longer than 10000 bytes" } },
      { id: 3, result: { isError: false } },
    ]);
  });

  it("gets replies in the order in which plugins answer", async () => {
    const finish: (() => void)[] = [];
    const { input, replies } = await connect(async () => {
      const ended = new Promise<void>((resolve) => finish.push(resolve));
      // The second ends first.
      if (finish.length === 2) finish[1]?.();
      await ended;
      setImmediate(() => finish[0]?.());
      return { continue_processing: true, metadata: {} };
    });
    input.end(`${callMessage(1)}\n${callMessage(2)}\n`);
    expect((await replies()).map(({ id }) => id)).toEqual([2, 1]);
  });

  it("never has more calls running than there may be", async () => {
    let running = 0;
    let most = 0;
    const { input, replies } = await connect(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return { continue_processing: true, metadata: {} };
    });
    input.end(Array.from({ length: 20 }, (_, id) => `${callMessage(id)}\n`).join(""));
    expect(await replies()).toHaveLength(20);
    expect(most).toBe(LIMITS.maxConcurrentCalls);
  });

  it("has calls under way answered when the server is told to end", async () => {
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    const { input, stop, replies } = await connect(async () => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { continue_processing: true, metadata: {} };
    });
    input.write(`${callMessage(1)}\n`);
    await started;
    stop.abort();
    expect(await replies()).toMatchObject([{ id: 1 }]);
  });

  it("ends the server by going away", async () => {
    const { output, served } = await connect();
    output.destroy(new Error("EPIPE"));
    await served;
  });
});
