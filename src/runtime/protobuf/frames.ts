/** A frame that is longer than frames may be; nothing that follows it can be read. */
export class FrameTooLongError extends Error {
  override readonly name = "FrameTooLongError";
}

/** How the length of a frame is written: in four bytes, the highest first. */
const LENGTH_BYTES = 4;

/** A message in a frame of its own. */
export function frame(message: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(LENGTH_BYTES + message.length);
  framed.writeUInt32BE(message.length);
  message.copy(framed, LENGTH_BYTES);
  return framed;
}

/** Cuts a stream of bytes into the messages of its frames. It never holds more than one frame, and none beyond the limit. */
export class FrameSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;
  #length: number | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The size of the frame that has begun and not ended; 0 between two frames. */
  get begun(): number {
    return this.#length === undefined ? this.#bytes : LENGTH_BYTES + this.#length;
  }

  /**
   * The messages that end in this chunk.
   *
   * @throws {FrameTooLongError} as soon as the length of such a frame is read.
   */
  *split(chunk: Buffer): Generator<Buffer> {
    if (chunk.length > 0) {
      this.#parts.push(chunk);
      this.#bytes += chunk.length;
    }
    for (;;) {
      if (this.#length === undefined) {
        if (this.#bytes < LENGTH_BYTES) return;
        this.#length = this.#take(LENGTH_BYTES).readUInt32BE();
        if (this.#length > this.#maxBytes) {
          throw new FrameTooLongError(`Message size ${this.#length} exceeds maximum ${this.#maxBytes}`);
        }
      }
      if (this.#bytes < this.#length) return;
      const message = this.#take(this.#length);
      this.#length = undefined;
      yield message;
    }
  }

  /** Takes bytes that are there. */
  #take(length: number): Buffer {
    const [first = EMPTY] = this.#parts;
    const joined = first.length >= length ? first : Buffer.concat(this.#parts);
    const rest = joined.subarray(length);
    if (joined === first) {
      if (rest.length === 0) this.#parts.shift();
      else this.#parts[0] = rest;
    } else this.#parts = rest.length === 0 ? [] : [rest];
    this.#bytes -= length;
    return joined.subarray(0, length);
  }
}

const EMPTY = Buffer.alloc(0);
