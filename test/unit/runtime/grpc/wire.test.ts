import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeGrpcText, encodeGrpcText, GrpcBody, grpcMessage } from "../../../../src/runtime/grpc/wire.ts";

function read(body: Buffer, size: number, maxBytes = 100): Buffer {
  const reader = new GrpcBody(maxBytes);
  for (let at = 0; at < body.length; at += size) reader.add(body.subarray(at, at + size));
  return reader.message();
}

describe("the body of a call", () => {
  it("is read whatever the chunks that it comes in", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.integer({ min: 1, max: 120 }), (bytes, size) => {
        const message = Buffer.from(bytes);
        expect(read(grpcMessage(message), size)).toEqual(message);
      }),
    );
  });

  it("tells how long its message will be", () => {
    const reader = new GrpcBody(100);
    reader.add(Buffer.from([0, 0, 0]));
    expect(reader.announced).toBe(0);
    reader.add(Buffer.from([0, 9]));
    expect(reader.announced).toBe(9);
  });

  it.each([
    ["empty", "", 13],
    ["cut off", "00 00000002 61", 13],
    ["more than one message", "00 00000001 61 62", 13],
    ["compressed", "01 00000001 61", 12],
    ["too long", "00 00000065", 8],
  ])("is refused when it is %s", (_, digits, status) => {
    const body = Buffer.from(digits.replaceAll(" ", ""), "hex");
    expect(() => read(body, 100)).toThrow(expect.objectContaining({ name: "GrpcError", status }));
  });
});

describe("the text of a status", () => {
  it("is the same after it was written and read, and plain ASCII between", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const written = encodeGrpcText(text);
        expect(written).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeGrpcText(written)).toBe(text);
      }),
    );
  });

  it("is taken as it is when it is badly written", () => {
    expect(decodeGrpcText("100% sure")).toBe("100% sure");
  });
});
