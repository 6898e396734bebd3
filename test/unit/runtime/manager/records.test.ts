import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sanitiseDenialMetadata } from "../../../../src/runtime/manager/denial-outcome.ts";
import { identityOf, shorten } from "../../../../src/runtime/manager/execution-record.ts";
import { configOf } from "./fixture.ts";

describe("texts in records", () => {
  it("have 256 bytes of UTF-8 at most, and are the start of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 60, maxLength: 300 }), (text) => {
        const short = shorten(text);
        expect(Buffer.byteLength(short)).toBeLessThanOrEqual(256);
        expect(short === text || (short.endsWith("…") && text.startsWith(short.slice(0, -1)))).toBe(true);
      }),
    );
  });

  it("are never cut inside a character", () => {
    expect(shorten("é".repeat(200))).toBe(`${"é".repeat(126)}…`);
    expect(shorten("x".repeat(256))).toBe("x".repeat(256));
    expect(shorten("x".repeat(257))).toBe(`${"x".repeat(253)}…`);
  });
});

it("a record names 64 config keys at most, and no values", () => {
  const config = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`key${index}`, "secret"]));
  const { configKeys } = identityOf("id", configOf("a", { config }));
  expect(configKeys).toHaveLength(64);
  expect(configKeys[63]).toBe("key63");
});

describe("denial metadata", () => {
  it("keeps flags and finite numbers under plain names", () => {
    const metadata = { ok: true, n: 1, f: 0.5, text: "x", nan: Number.NaN, "a b": 1, list: [1], ["x".repeat(65)]: 1 };
    expect(sanitiseDenialMetadata(metadata)).toEqual({ ok: true, n: 1, f: 0.5 });
  });

  it("is dropped as a whole when it has more than 16 entries", () => {
    const metadata = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, index]));
    expect(sanitiseDenialMetadata(metadata)).toEqual({});
  });
});
