import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDeeperThan } from "../../../../src/server/protocol/depth.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("the depth of a JSON text", () => {
  it("is that of its value", () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (text, limit) => {
        expect(isDeeperThan(text, limit)).toBe(depthOf(JSON.parse(text)) > limit);
      }),
    );
  });

  it.each([
    ["brackets in a string", '{"a":"[[[[[["}', false],
    ["an escaped quote before brackets", String.raw`{"a":"\"[[[[[["}`, false],
    ["an escaped backslash at the end of a string", String.raw`{"a":"\\","b":[[[]]]}`, true],
    ["a string without an end", '["[[[[[[', false],
    ["brackets without an end", "[[[[[[[[", true],
  ])("knows %s", (_, text, deeper) => {
    expect(isDeeperThan(text, 3)).toBe(deeper);
  });
});
