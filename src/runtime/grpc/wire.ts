/** What gRPC over HTTP/2 adds to HTTP: how messages are framed, and how the end of a call is told. */

export const GRPC_TYPE = "application/grpc";

/** The status codes of gRPC that are used here. */
export const GrpcStatus = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

export type GrpcStatus = (typeof GrpcStatus)[keyof typeof GrpcStatus];

/** A call that did not end well. */
export class GrpcError extends Error {
  override readonly name = "GrpcError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A byte that says whether the message is compressed, and its length in four. */
const PREFIX_BYTES = 5;

/** A message as it stands in a body. */
export function grpcMessage(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  message.copy(framed, PREFIX_BYTES);
  return framed;
}

/** Collects the one message of a body. Its methods throw a {@link GrpcError} when there is none, or another one. */
export class GrpcBody {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#bytes += chunk.length;
    const [first = chunk] = this.#parts;
    if (this.#bytes < PREFIX_BYTES) return;
    if (first.length < PREFIX_BYTES) this.#parts = [Buffer.concat(this.#parts)];
    const { compressed, length } = this.#prefix();
    if (compressed) throw new GrpcError(GrpcStatus.unimplemented, "compressed messages are not supported");
    if (length > this.#maxBytes) {
      const problem = `Received message larger than max (${length} vs. ${this.#maxBytes})`;
      throw new GrpcError(GrpcStatus.resourceExhausted, problem);
    }
    if (this.#bytes > PREFIX_BYTES + length) throw new GrpcError(GrpcStatus.internal, "there is more than one message");
  }

  /** How long the message will be, as far as that is known; at first 0. */
  get announced(): number {
    return this.#bytes < PREFIX_BYTES ? 0 : this.#prefix().length;
  }

  /** The message, when the body has ended. */
  message(): Buffer {
    if (this.#bytes < PREFIX_BYTES || this.#bytes < PREFIX_BYTES + this.#prefix().length) {
      throw new GrpcError(GrpcStatus.internal, "the message is cut off");
    }
    const [first, ...others] = this.#parts;
    const whole = first !== undefined && others.length === 0 ? first : Buffer.concat(this.#parts);
    return whole.subarray(PREFIX_BYTES);
  }

  #prefix(): { readonly compressed: boolean; readonly length: number } {
    const [first] = this.#parts;
    return { compressed: first?.[0] !== 0, length: first?.readUInt32BE(1) ?? 0 };
  }
}

/** Text for a header: what is no printable ASCII is percent-encoded, as UTF-8. */
export function encodeGrpcText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\x20-\x24\x26-\x7e]+/gu, (part) =>
      [...Buffer.from(part)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
    );
}

export function decodeGrpcText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
