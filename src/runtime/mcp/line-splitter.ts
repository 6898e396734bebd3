const NEWLINE = 10;

/** A line that is longer than lines may be; it is told of at once, and what is left of it is skipped. */
export const TOO_LONG = Symbol("too long");

/** Cuts a stream of bytes into lines of UTF-8. It never holds more than one line, and no line beyond the limit. */
export class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #bytes = 0;
  #skipping = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that end in this chunk; empty ones are left out. */
  *split(chunk: Buffer): Generator<string | typeof TOO_LONG> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (this.#overflows(chunk.subarray(start, end))) yield TOO_LONG;
      start = end + 1;
      const line = this.#finish();
      if (line !== "") yield line;
    }
    if (this.#overflows(chunk.subarray(start))) yield TOO_LONG;
  }

  /** Adds a part to the line; whether it is the one that makes the line too long. */
  #overflows(part: Buffer): boolean {
    if (part.length === 0 || this.#skipping) return false;
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) {
      this.#skipping = true;
      this.#parts = [];
    } else this.#parts.push(part);
    return this.#skipping;
  }

  /** The text of the line that ends; empty where it has been told of. */
  #finish(): string {
    const [first, ...others] = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    this.#skipping = false;
    if (first === undefined) return "";
    const line = (others.length === 0 ? first : Buffer.concat([first, ...others])).toString();
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}
