import { addAbortSignal, type Readable, type Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Limits } from "../limits.ts";
import type { Answerer } from "../protocol/answer.ts";
import { errorMessage, RpcError } from "../../runtime/mcp/json-rpc.ts";
import { LineSplitter, TOO_LONG } from "../../runtime/mcp/line-splitter.ts";
import { LineWriter } from "../../runtime/mcp/line-writer.ts";

export interface StdioOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly answer: Answerer;
  readonly limits: Pick<Limits, "maxMessageBytes" | "maxConcurrentCalls" | "shutdownMs">;
  /** Ends the service as the end of the input does. */
  readonly signal: AbortSignal;
}

/**
 * Serves one client over two streams: one message a line, in UTF-8. Resolves when the input ends, the output is closed or
 * the signal comes, after the calls under way are answered. While too many of them run, no more input is read.
 */
export async function serveStdio({ input, output, answer, limits, signal }: StdioOptions): Promise<void> {
  const lines = new LineSplitter(limits.maxMessageBytes);
  const replies = new LineWriter(output);
  const stop = AbortSignal.any([signal, replies.closed]);
  const running = new Set<Promise<void>>();

  const take = (line: string | typeof TOO_LONG): void => {
    if (line === TOO_LONG) {
      replies.send(errorMessage(null, RpcError.parse, `A message is longer than ${limits.maxMessageBytes} bytes`));
      return;
    }
    const answered = answer(line);
    if (answered.kind === "silent") return;
    if (typeof answered.text === "string") {
      replies.send(answered.text);
      return;
    }
    const call: Promise<void> = answered.text.then((text) => {
      running.delete(call);
      replies.send(text);
    });
    running.add(call);
  };

  try {
    for await (const chunk of addAbortSignal(stop, input) as AsyncIterable<Buffer>) {
      for (const line of lines.split(chunk)) {
        take(line);
        while (running.size >= limits.maxConcurrentCalls) await Promise.race(running);
      }
      await replies.drained(stop);
    }
  } catch (error) {
    // An input that breaks off, or is cut by the signal, ends like any other.
    if (error !== input.errored && !stop.aborted) throw error;
  }
  await Promise.race([Promise.all(running), delay(limits.shutdownMs, undefined, { ref: false })]);
  replies.flush();
}
