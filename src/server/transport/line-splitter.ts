const NEWLINE = 10;

/** A line that has been cut off, since it is longer than lines may be. */
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
      this.#add(chunk.subarray(start, end));
      start = end + 1;
      const line = this.#finish();
      if (line !== "") yield line;
    }
    this.#add(chunk.subarray(start));
  }

  #add(part: Buffer): void {
    if (part.length === 0 || this.#skipping) return;
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) {
      this.#skipping = true;
      this.#parts = [];
    } else this.#parts.push(part);
  }

  #finish(): string | typeof TOO_LONG {
    const line = this.#skipping ? TOO_LONG : this.#text();
    this.#parts = [];
    this.#bytes = 0;
    this.#skipping = false;
    return line;
  }

  #text(): string {
    const [first, ...others] = this.#parts;
    if (first === undefined) return "";
    const line = (others.length === 0 ? first : Buffer.concat(this.#parts)).toString();
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}
