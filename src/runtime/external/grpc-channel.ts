import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
  type IncomingHttpHeaders,
} from "node:http2";
import { connect } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { messageOf } from "../../errors.ts";
import { decodeGrpcText, GRPC_TYPE, GrpcBody, GrpcError, grpcMessage, GrpcStatus } from "../grpc/wire.ts";
import { RequestTimeoutError } from "./call-errors.ts";
import { MAX_MESSAGE_BYTES } from "./transport.ts";

/** Where a gRPC server is. */
export type GrpcTarget =
  | { readonly uds: string }
  /** `host:port`, and how its certificate is checked where it speaks TLS. */
  | { readonly target: string; readonly tls: ConnectionOptions | undefined };

/** Calls the methods of a gRPC server, any number of them at a time over one connection, which is opened when it is needed. */
export class GrpcChannel {
  readonly #target: GrpcTarget;
  #session: ClientHttp2Session | undefined;
  #closed = false;

  constructor(target: GrpcTarget) {
    this.#target = target;
  }

  /**
   * Calls a method that takes one message and returns one.
   *
   * @throws {GrpcError} by rejection: what the server said, or why it could not be asked.
   * @throws {RequestTimeoutError} by rejection.
   */
  call(path: string, request: Buffer, timeoutMs: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const headers = {
        [constants.HTTP2_HEADER_METHOD]: "POST",
        [constants.HTTP2_HEADER_PATH]: path,
        "content-type": GRPC_TYPE,
        te: "trailers",
      };
      const stream = this.#connected().request(headers);
      const giveUp = (): void => {
        reject(new RequestTimeoutError(`no answer to ${path} in ${timeoutMs} ms`));
        stream.close(constants.NGHTTP2_CANCEL);
      };
      const timer = setTimeout(giveUp, Math.min(timeoutMs, LONGEST_TIMER_MS));
      stream.once("close", () => clearTimeout(timer));
      responseOf(stream).then(resolve, reject);
      stream.end(grpcMessage(request));
    });
  }

  /** Calls that are under way fail. */
  close(): void {
    this.#closed = true;
    this.#session?.destroy();
  }

  #connected(): ClientHttp2Session {
    if (this.#closed) throw new GrpcError(GrpcStatus.cancelled, "the connection is closed");
    if (this.#session !== undefined && !this.#session.closed && !this.#session.destroyed) return this.#session;
    const session = open(this.#target);
    // It is told to each call as well.
    session.on("error", () => {});
    return (this.#session = session);
  }
}

/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function open(target: GrpcTarget): ClientHttp2Session {
  if ("uds" in target) return connectHttp2("http://localhost", { createConnection: () => connect(target.uds) });
  const address = target.target.replace(/^dns:(\/\/\/)?/, "");
  return target.tls === undefined ? connectHttp2(`http://${address}`) : connectHttp2(`https://${address}`, target.tls);
}

function responseOf(stream: ClientHttp2Stream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = new GrpcBody(MAX_MESSAGE_BYTES);
    let answered: IncomingHttpHeaders = {};
    let ended: IncomingHttpHeaders | undefined;
    stream.on("response", (headers) => (answered = headers));
    stream.on("trailers", (trailers: IncomingHttpHeaders) => (ended = trailers));
    stream.on("data", (chunk: Buffer) => {
      try {
        body.add(chunk);
      } catch (error) {
        stream.destroy(error as Error);
      }
    });
    stream.on("error", (error) => reject(toGrpcError(error)));
    stream.once("close", () => {
      try {
        // A call that fails at once has its status where its headers would be.
        checkStatus(answered, ended ?? answered);
        resolve(body.message());
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}

/** What kept the connection from being opened stands behind Node's own words. */
function toGrpcError(error: Error): GrpcError {
  if (error instanceof GrpcError) return error;
  return new GrpcError(GrpcStatus.unavailable, messageOf(error.cause instanceof Error ? error.cause : error));
}

function checkStatus(headers: IncomingHttpHeaders, trailers: IncomingHttpHeaders): void {
  const status = trailers["grpc-status"];
  if (status === "0") return;
  const http = headers[":status"];
  if (typeof status === "string") {
    const said = trailers["grpc-message"];
    throw new GrpcError(Number(status), decodeGrpcText(typeof said === "string" ? said : `status ${status}`));
  }
  throw new GrpcError(
    GrpcStatus.unavailable,
    http === undefined ? "Connection closed" : `the server answered with HTTP ${http}, and no status of gRPC`,
  );
}
