import { isUtf8 } from "node:buffer";

/** Bytes that are no protobuf message, or one that is nested too deep. */
export class WireError extends Error {
  override readonly name = "WireError";
}

/** How a value is written: the lower three bits of a tag. */
export const WireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Stands for bytes that were no UTF-8, and may as well be in a text. */
const REPLACEMENT = "\ufffd";

/** Reads the fields of protobuf messages, one after the other. Every method throws a {@link WireError} where it can't. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;
  #end: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  /** Whether the message that is being read has more fields. */
  get more(): boolean {
    return this.#at < this.#end;
  }

  /** The number of the next field and its wire type, as they are written: `number << 3 | type`. */
  tag(): number {
    const tag = this.varint();
    if (tag < 8 || tag > 0xffff_ffff) throw new WireError("a field has a number that no field can have");
    return tag;
  }

  /** An unsigned number; beyond 2^53 it is not exact. */
  varint(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let factor = 0x80; factor < MOST; factor *= 0x80) {
      const next = this.#byte();
      value += (next & 0x7f) * factor;
      if (next < 0x80) return value;
    }
    throw new WireError("a number is longer than ten bytes");
  }

  /** Negative numbers are written in 64 bits, of which the lower half counts. */
  int32(): number {
    return Number(BigInt.asIntN(32, this.#bigVarint()));
  }

  /** A signed number that is written zigzag; beyond 2^53 it is not exact. */
  sint64(): number {
    const value = this.#bigVarint();
    return Number((value >> 1n) ^ -(value & 1n));
  }

  bool(): boolean {
    return this.varint() !== 0;
  }

  double(): number {
    const at = this.#take(8);
    return this.#bytes.readDoubleLE(at);
  }

  string(): string {
    const length = this.varint();
    const at = this.#take(length);
    const text = this.#bytes.toString("utf8", at, at + length);
    if (text.includes(REPLACEMENT) && !isUtf8(this.#bytes.subarray(at, at + length))) {
      throw new WireError("a text is not UTF-8");
    }
    return text;
  }

  /** Goes into the message that comes next; what is returned is for {@link leave}. */
  enter(): number {
    const length = this.varint();
    const outer = this.#end;
    const at = this.#take(length);
    this.#at = at;
    this.#end = at + length;
    return outer;
  }

  /** Goes back to the message around the one that is read to its end. */
  leave(outer: number): void {
    this.#end = outer;
  }

  /** Passes over a field that is not known. */
  skip(tag: number): void {
    switch (tag & 7) {
      case WireType.varint:
        this.#bigVarint();
        return;
      case WireType.fixed64:
        this.#take(8);
        return;
      case WireType.bytes:
        this.#take(this.varint());
        return;
      case WireType.fixed32:
        this.#take(4);
        return;
      default:
        throw new WireError("a field is of a type that is not known");
    }
  }

  #bigVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = this.#byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return BigInt.asUintN(64, value);
    }
    throw new WireError("a number is longer than ten bytes");
  }

  #byte(): number {
    if (this.#at >= this.#end) throw cutOff();
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Moves on by so many bytes, and returns where they start. */
  #take(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) throw cutOff();
    this.#at = at + length;
    return at;
  }
}

/** The first factor that an eleventh byte would have. */
const MOST = 2 ** 70;

function cutOff(): WireError {
  return new WireError("the message is cut off");
}
