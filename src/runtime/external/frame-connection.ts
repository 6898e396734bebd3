import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { FrameSplitter, frame } from "../protobuf/frames.ts";
import { RequestTimeoutError } from "./call-errors.ts";

/** The size of a message beyond which CPEX breaks off the connection. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

interface Waiting {
  readonly resolve: (response: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** A connection to a server that answers with one frame for each; there is one request on it at a time. */
export class FrameConnection {
  readonly #socket: Socket;
  readonly #frames = new FrameSplitter(MAX_FRAME_BYTES);
  #waiting: Waiting | undefined;

  private constructor(socket: Socket, onClose: () => void) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.#settle()?.reject(error));
    socket.once("close", () => {
      onClose();
      this.#settle()?.reject(new Error("Connection closed"));
    });
  }

  /** @throws {Error} by rejection, when nobody listens there. */
  static async open(path: string, onClose: () => void): Promise<FrameConnection> {
    const socket = connect(path);
    await once(socket, "connect");
    return new FrameConnection(socket, onClose);
  }

  /**
   * Sends a request. When it fails the connection is of no use any more: a late response would be taken for the next one's.
   *
   * @throws {RequestTimeoutError} by rejection, when there is no response in time.
   * @throws {Error} by rejection, when the connection breaks.
   */
  exchange(request: Buffer, timeoutMs: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (request.length > MAX_FRAME_BYTES) {
        throw new RangeError(`Message size ${request.length} exceeds maximum ${MAX_FRAME_BYTES}`);
      }
      const giveUp = (): void =>
        this.#settle()?.reject(new RequestTimeoutError(`Request timed out after ${timeoutMs / 1000}s`));
      this.#waiting = { resolve, reject, timer: setTimeout(giveUp, timeoutMs) };
      this.#socket.write(frame(request));
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    try {
      for (const response of this.#frames.split(chunk)) {
        const waiting = this.#settle();
        if (waiting === undefined) throw new Error("the server answered what it was not asked");
        waiting.resolve(response);
      }
    } catch (error) {
      this.#socket.destroy(error as Error);
    }
  }

  /** What waits for a response, for the last time. */
  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
