import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { LineSplitter, TOO_LONG } from "../mcp/line-splitter.ts";
import { LineWriter } from "../mcp/line-writer.ts";
import type { StdioCommand } from "./stdio-command.ts";
import { MAX_MESSAGE_BYTES, type Receiver, tooLongError, type Transport } from "./transport.ts";

export interface StdioServer extends StdioCommand {
  readonly env: NodeJS.ProcessEnv;
  /** Is given what the server writes to stderr. */
  readonly hear: (text: string) => void;
}

/** How long a server may take to end when its input has, and again when it is asked to by a signal. */
const PATIENCE_MS = 2000;
/** How long it may take to read what a server has written before its end. */
const DRAIN_MS = 500;

/** A process with one message a line on its stdin and stdout. */
export class StdioTransport implements Transport {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #requests: LineWriter;
  readonly #exited: Promise<void>;
  readonly #closed: Promise<void>;
  #closing: Promise<void> | undefined;

  /** @throws {Error} when no process can be made; most reasons against it come through the receiver. */
  constructor({ command, args, cwd, env, hear }: StdioServer, receiver: Receiver) {
    const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
    this.#child = child;
    this.#requests = new LineWriter(child.stdin);
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
    // Not before all is read that it has written.
    this.#closed = new Promise((resolve) => child.once("close", () => resolve()));
    const lines = new LineSplitter(MAX_MESSAGE_BYTES);
    child.stdout.on("data", (chunk: Buffer) => {
      for (const line of lines.split(chunk)) {
        if (line === TOO_LONG) receiver.fail(tooLongError());
        else receiver.receive(line);
      }
    });
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("error", (error) => receiver.fail(error));
    void this.#closed.then(() => receiver.fail(new Error("Connection closed")));
    // A server that has closed one of the two answers nothing any more, though it may run on.
    for (const stream of [child.stdin, child.stdout]) stream.once("close", () => void this.close());
  }

  request(_id: number, message: string): void {
    this.#requests.send(message);
  }

  forget(): void {
    // Its response will find nobody who waits.
  }

  async send(message: string): Promise<void> {
    this.#requests.send(message);
  }

  useVersion(): void {
    // Nothing but the greeting tells of it.
  }

  close(): Promise<void> {
    this.#closing ??= this.#stop();
    return this.#closing;
  }

  /** The order that MCP asks for: the end of the input, then signals. */
  async #stop(): Promise<void> {
    const child = this.#child;
    if (child.pid === undefined) return;
    child.stdin.end();
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      await Promise.race([this.#exited, delay(PATIENCE_MS, undefined, { ref: false })]);
      if (child.exitCode !== null || child.signalCode !== null) break;
      child.kill(signal);
    }
    await this.#exited;
    await Promise.race([this.#closed, delay(DRAIN_MS, undefined, { ref: false })]);
    // A process that was stopped meanwhile has timers before what there is to read.
    await turn();
    // Processes that it has left behind may hold the other ends for long.
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
