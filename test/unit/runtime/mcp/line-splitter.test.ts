import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter, TOO_LONG } from "../../../../src/runtime/mcp/line-splitter.ts";

function linesOf(bytes: Buffer, cuts: readonly number[], maxBytes: number): unknown[] {
  const splitter = new LineSplitter(maxBytes);
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).flatMap((end, at) => Array.from(splitter.split(bytes.subarray(places[at], end))));
}

describe("a stream of lines", () => {
  it("has the same lines however it is cut", () => {
    const line = fc.string({ unit: "grapheme" }).filter((text) => !/[\n\r]/.test(text) && text !== "");
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(200)), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
        const inside = cuts.filter((cut) => cut <= bytes.length);
        expect(linesOf(bytes, inside, 1000)).toEqual(lines.map((text) => Buffer.from(text).toString()));
      }),
    );
  });

  it("leaves out empty lines, and the end that has none", () => {
    expect(linesOf(Buffer.from("a\r\n\r\n\nb\nc"), [], 10)).toEqual(["a", "b"]);
  });

  it("tells of a line that is too long before its end", () => {
    expect(linesOf(Buffer.from("1\n123456789"), [7], 5)).toEqual(["1", TOO_LONG]);
  });

  it("goes on after a line that is too long, however that is cut", () => {
    const bytes = Buffer.from("12345\n123456\n123\n");
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(linesOf(bytes, [cut], 5)).toEqual(["12345", TOO_LONG, "123"]);
    }
  });
});
