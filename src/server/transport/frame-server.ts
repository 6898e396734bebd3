import { createServer, type Socket } from "node:net";
import { Gate } from "../../runtime/gate.ts";
import { FrameSplitter, FrameTooLongError, frame } from "../../runtime/protobuf/frames.ts";
import type { Limits } from "../limits.ts";
import { type FrameAnswerer, refusal } from "../service/frames.ts";
import { listen } from "./listen.ts";
import { type Listener, MAX_CONNECTIONS } from "./listener.ts";

export interface FrameServerOptions {
  /** The path of the Unix socket. */
  readonly path: string;
  readonly answer: FrameAnswerer;
  readonly limits: Limits;
  /** After how many milliseconds a client may have given up a call. */
  readonly patienceMs: number;
}

/**
 * Serves requests in frames over a Unix socket. A connection has its responses in the order of its requests, one at a time;
 * what a client sends beyond that, or beyond what the server takes on, is not read before its turn.
 *
 * CPEX's client (cpex 0.1.4, external/unix/client.py) goes on with its connection when it has given up a call, and then takes
 * each late response for that of the next call. So a response that may be late is not sent: the connection is closed, and a
 * client that did wait asks once more.
 *
 * @throws {ToolError} exit 4 when it can't listen there.
 */
export async function startFrameServer({ path, answer, limits, patienceMs }: FrameServerOptions): Promise<Listener> {
  const shared = {
    answer,
    limits,
    patienceMs,
    calls: new Gate(limits.maxConcurrentCalls),
    bytes: new Gate(limits.maxBufferedBytes),
  };
  const connections = new Set<Connection>();
  // A client that says that it sends nothing more still gets its response.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection(socket, shared);
    connections.add(connection);
    void connection.serve().finally(() => connections.delete(connection));
  });
  server.maxConnections = MAX_CONNECTIONS;
  const place = await listen(server, { uds: path });
  return {
    place,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.finish();
      const late = setTimeout(() => {
        for (const connection of connections) connection.cut();
      }, limits.shutdownMs);
      await closed;
      clearTimeout(late);
    },
  };
}

interface Shared extends Pick<FrameServerOptions, "answer" | "limits" | "patienceMs"> {
  readonly calls: Gate;
  /** Lets in what does not fit into the buffer of a socket. */
  readonly bytes: Gate;
}

/** One client. */
class Connection {
  readonly #socket: Socket;
  readonly #shared: Shared;
  readonly #frames: FrameSplitter;
  /** How much of a frame that has begun was let in. */
  #held = 0;
  #slow: NodeJS.Timeout | undefined;
  #busy = false;
  #finishing = false;

  constructor(socket: Socket, shared: Shared) {
    this.#socket = socket;
    this.#shared = shared;
    this.#frames = new FrameSplitter(shared.limits.maxMessageBytes);
  }

  /** Resolves when the client is gone; never rejects. */
  async serve(): Promise<void> {
    try {
      for await (const chunk of this.#socket as AsyncIterable<Buffer>) {
        await this.#take(chunk);
        if (this.#finishing) break;
      }
    } catch {
      // A connection that breaks off ends like any other.
    } finally {
      this.#letGo();
      this.#socket.destroy();
    }
  }

  /** Ends the connection, after the response that is under way. */
  finish(): void {
    this.#finishing = true;
    if (!this.#busy) this.#socket.destroy();
  }

  cut(): void {
    this.#socket.destroy();
  }

  async #take(chunk: Buffer): Promise<void> {
    clearTimeout(this.#slow);
    this.#busy = true;
    try {
      for (const request of this.#frames.split(chunk)) {
        await this.#respond(request);
        this.#letGo();
        if (this.#finishing) return;
      }
    } catch (error) {
      if (!(error instanceof FrameTooLongError)) throw error;
      await this.#send(refusal(error.message));
      throw error;
    } finally {
      this.#busy = false;
    }
    await this.#awaitMore();
  }

  /** Gives the rest of a frame that has begun so much time, and room. */
  async #awaitMore(): Promise<void> {
    const { begun } = this.#frames;
    if (begun === 0) return;
    if (this.#held === 0 && begun > this.#socket.readableHighWaterMark) {
      await this.#shared.bytes.enter(begun);
      this.#held = begun;
    }
    this.#slow = setTimeout(() => this.cut(), this.#shared.limits.requestTimeoutMs);
  }

  async #respond(request: Buffer): Promise<void> {
    const { answer, calls, patienceMs } = this.#shared;
    const begun = performance.now();
    await calls.enter();
    try {
      const { response, lost } = answer(request);
      const message = await response;
      if (performance.now() - begun >= patienceMs) this.cut();
      if (!(await this.#send(message))) lost?.();
    } finally {
      calls.leave();
    }
  }

  /** Whether the client takes it. */
  #send(message: Buffer): Promise<boolean> {
    const { maxMessageBytes } = this.#shared.limits;
    const fits = message.length <= maxMessageBytes;
    const sent = fits ? message : refusal(`Message size ${message.length} exceeds maximum ${maxMessageBytes}`);
    return new Promise((resolve) => {
      this.#socket.write(frame(sent), (error) => resolve(error === undefined || error === null));
    });
  }

  #letGo(): void {
    clearTimeout(this.#slow);
    if (this.#held > 0) this.#shared.bytes.leave(this.#held);
    this.#held = 0;
  }
}
