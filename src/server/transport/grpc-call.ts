import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Gate } from "../../runtime/gate.ts";
import { encodeGrpcText, GRPC_TYPE, GrpcBody, GrpcError, grpcMessage, GrpcStatus } from "../../runtime/grpc/wire.ts";
import type { Limits } from "../limits.ts";
import type { ServiceCall } from "../service/service.ts";

/** Answers a message of one method. */
export type GrpcMethod = (request: Buffer) => ServiceCall;

/** What the calls of a server have in common. */
export interface CallContext {
  /** By path: `/cpex.PluginService/InvokeHook`. */
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly limits: Pick<Limits, "maxMessageBytes" | "requestTimeoutMs">;
  readonly calls: Gate;
  /** Lets in what does not fit into the buffer of a stream. */
  readonly bytes: Gate;
}

/** One call of a client. */
export class ServedCall {
  readonly #stream: ServerHttp2Stream;
  readonly #shared: CallContext;
  /** The room that a large message waits for, or has. */
  #room: { readonly bytes: number; readonly entered: Promise<void> } | undefined;

  constructor(stream: ServerHttp2Stream, shared: CallContext) {
    this.#stream = stream;
    this.#shared = shared;
    // A client that is gone is no error of ours.
    stream.on("error", () => {});
  }

  /** Never rejects. */
  async serve(headers: IncomingHttpHeaders): Promise<void> {
    const { calls, methods } = this.#shared;
    const status = refusedWith(headers);
    if (status !== undefined) {
      this.#end({ [constants.HTTP2_HEADER_STATUS]: status });
      return;
    }
    await calls.enter();
    try {
      if (!this.#isOpen) throw GONE;
      const method = methods.get(String(headers[constants.HTTP2_HEADER_PATH]));
      if (method === undefined) throw new GrpcError(GrpcStatus.unimplemented, "Method not found!");
      const { response, lost } = ask(method, await this.#read());
      this.#stream.once("close", () => {
        if (this.#stream.rstCode !== constants.NGHTTP2_NO_ERROR) lost?.();
      });
      this.#send(await response);
    } catch (error) {
      const { status: code, message } = error instanceof GrpcError ? error : INTERNAL;
      this.#end({ ...OK_HEADERS, "grpc-status": code, "grpc-message": encodeGrpcText(message) });
    } finally {
      calls.leave();
      this.#leaveRoom();
    }
  }

  /** @throws {GrpcError} by rejection, for what is no message, or comes too slowly. */
  #read(): Promise<Buffer> {
    const { limits } = this.#shared;
    const stream = this.#stream;
    return new Promise((resolve, reject) => {
      const body = new GrpcBody(limits.maxMessageBytes);
      const fail = (error: unknown): void => {
        clearTimeout(slow);
        stream.removeAllListeners("data");
        reject(error as Error);
      };
      const tooSlow = new GrpcError(GrpcStatus.deadlineExceeded, "The request took too long");
      const slow = setTimeout(fail, limits.requestTimeoutMs, tooSlow);
      stream.on("data", (chunk: Buffer) => {
        try {
          body.add(chunk);
        } catch (error) {
          fail(error);
          return;
        }
        this.#admit(body.announced);
      });
      stream.once("end", () => {
        clearTimeout(slow);
        try {
          resolve(body.message());
        } catch (error) {
          reject(error as Error);
        }
      });
      stream.once("close", () => fail(GONE));
    });
  }

  /** Reads on in a large message only when there is room for it. */
  #admit(announced: number): void {
    const stream = this.#stream;
    if (this.#room !== undefined || announced <= stream.readableHighWaterMark) return;
    const entered = this.#shared.bytes.enter(announced);
    this.#room = { bytes: announced, entered };
    stream.pause();
    void entered.then(() => stream.resume());
  }

  #leaveRoom(): void {
    const { bytes, entered } = this.#room ?? {};
    void entered?.then(() => this.#shared.bytes.leave(bytes));
  }

  /** Whether the client still waits for something. */
  get #isOpen(): boolean {
    return !this.#stream.closed && !this.#stream.destroyed;
  }

  #send(message: Buffer): void {
    const stream = this.#stream;
    if (!this.#isOpen) return;
    stream.respond(OK_HEADERS, { waitForTrailers: true });
    stream.once("wantTrailers", () => {
      if (this.#isOpen) stream.sendTrailers({ "grpc-status": GrpcStatus.ok });
    });
    stream.end(grpcMessage(message));
  }

  /** Answers without a message. */
  #end(headers: Readonly<Record<string, string | number>>): void {
    const stream = this.#stream;
    if (!this.#isOpen || stream.headersSent) return;
    stream.respond(headers, { endStream: true });
    // Whatever else the client sends is not read.
    stream.close(constants.NGHTTP2_NO_ERROR);
  }
}

const OK_HEADERS = { [constants.HTTP2_HEADER_STATUS]: 200, "content-type": GRPC_TYPE };
/** Nobody hears of it. */
const GONE = new GrpcError(GrpcStatus.cancelled, "The client is gone");
/** The words of gRPC's own server, which says nothing of what was wrong. */
const INTERNAL = new GrpcError(GrpcStatus.internal, "Exception deserializing request!");

/** The HTTP status for what is no call of gRPC; web pages make none. */
function refusedWith(headers: IncomingHttpHeaders): number | undefined {
  if (headers[constants.HTTP2_HEADER_METHOD] !== "POST") return 405;
  if (headers["content-type"]?.startsWith(GRPC_TYPE) !== true) return 415;
  return headers.origin === undefined ? undefined : 403;
}

function ask(method: GrpcMethod, request: Buffer): ServiceCall {
  try {
    return method(request);
  } catch {
    throw INTERNAL;
  }
}
