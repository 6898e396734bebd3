import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameSplitter, FrameTooLongError, frame } from "../../../../src/runtime/protobuf/frames.ts";

const messages = fc.array(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)));

describe("frames", () => {
  it("are read whatever the chunks that they come in", () => {
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 9 })), (sent, sizes) => {
        const splitter = new FrameSplitter(20);
        let rest = Buffer.concat(sent.map(frame));
        const chunks: Buffer[] = [];
        for (const size of sizes) {
          chunks.push(rest.subarray(0, size));
          rest = rest.subarray(size);
        }
        const read = [...chunks, rest].flatMap((chunk) => Array.from(splitter.split(chunk)));
        expect(read).toEqual(sent);
        expect(splitter.begun).toBe(0);
      }),
    );
  });

  it("have a length in four bytes, the highest first", () => {
    expect(frame(Buffer.from("ab"))).toEqual(Buffer.from([0, 0, 0, 2, 0x61, 0x62]));
  });

  it("are refused by their length, before they are there", () => {
    const splitter = new FrameSplitter(5);
    expect(() => Array.from(splitter.split(Buffer.from([0, 0, 0, 6])))).toThrow(FrameTooLongError);
    expect(Array.from(new FrameSplitter(5).split(frame(Buffer.from("12345"))))).toHaveLength(1);
  });

  it("tell how large the one is that has begun", () => {
    const splitter = new FrameSplitter(100);
    expect(Array.from(splitter.split(Buffer.from([0, 0, 0])))).toEqual([]);
    expect(splitter.begun).toBe(3);
    expect(Array.from(splitter.split(Buffer.from([10, 1])))).toEqual([]);
    expect(splitter.begun).toBe(14);
  });
});
