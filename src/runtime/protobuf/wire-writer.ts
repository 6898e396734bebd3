import { WireType } from "./wire-reader.ts";

const FIRST_SIZE = 1024;
/** 64 bits in groups of seven. */
const LONGEST_VARINT = 10;

/**
 * Writes protobuf messages. It fills its buffer from the end, so that the length of an inner message is known when it is
 * to be written in front of it: write the last field first.
 */
export class WireWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #at = FIRST_SIZE;

  string(field: number, text: string): void {
    const length = Buffer.byteLength(text);
    this.#room(length);
    this.#at -= length;
    this.#bytes.write(text, this.#at, length, "utf8");
    this.#varint(length);
    this.#tag(field, WireType.bytes);
  }

  bool(field: number, value: boolean): void {
    this.varint(field, value ? 1 : 0);
  }

  /** @param value not negative. */
  varint(field: number, value: number): void {
    this.#varint(value);
    this.#tag(field, WireType.varint);
  }

  int32(field: number, value: number): void {
    this.#bigVarint(BigInt.asUintN(64, BigInt(Math.trunc(value))));
    this.#tag(field, WireType.varint);
  }

  sint64(field: number, value: number): void {
    const whole = BigInt(value);
    this.#bigVarint(BigInt.asUintN(64, (whole << 1n) ^ (whole >> 63n)));
    this.#tag(field, WireType.varint);
  }

  double(field: number, value: number): void {
    this.#room(8);
    this.#at -= 8;
    this.#bytes.writeDoubleLE(value, this.#at);
    this.#tag(field, WireType.fixed64);
  }

  /** Where an inner message will end, for {@link close} when all of it is written. */
  open(): number {
    return this.#bytes.length - this.#at;
  }

  close(field: number, opened: number): void {
    this.#varint(this.#bytes.length - this.#at - opened);
    this.#tag(field, WireType.bytes);
  }

  /** What is written so far. The writer is not to be used any more. */
  finish(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  #tag(field: number, type: number): void {
    this.#varint((field << 3) | type);
  }

  /** The groups of seven bits stand with the lowest first; all but the highest are marked. */
  #varint(value: number): void {
    this.#room(LONGEST_VARINT);
    let at = this.#at - 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) at--;
    this.#at = at;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[at++] = (rest % 0x80) | 0x80;
    this.#bytes[at] = rest;
  }

  #bigVarint(value: bigint): void {
    if (value <= Number.MAX_SAFE_INTEGER) {
      this.#varint(Number(value));
      return;
    }
    const groups: number[] = [];
    for (let rest = value; rest > 0n; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80);
    this.#room(LONGEST_VARINT);
    this.#at -= groups.length;
    this.#bytes.set(groups, this.#at);
    const last = this.#at + groups.length - 1;
    this.#bytes[last] = (this.#bytes[last] ?? 0) & 0x7f;
  }

  /** Makes sure that so many bytes can be written. */
  #room(length: number): void {
    if (this.#at >= length) return;
    const written = this.#bytes.length - this.#at;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, written + length));
    this.#bytes.copy(larger, larger.length - written, this.#at);
    this.#at = larger.length - written;
    this.#bytes = larger;
  }
}
