import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PayloadSizeError } from "../../../../src/runtime/manager/errors.ts";
import { checkPayloadSize } from "../../../../src/runtime/manager/payload-size.ts";
import { codePoints, pythonNumber, pythonString } from "../../../../src/runtime/manager/python-text.ts";

const repeat = (text: string, count: number) => text.repeat(count);
const check =
  (payload: unknown, hook = "tool_pre_invoke") =>
  () =>
    checkPayloadSize(hook, payload);

describe("the payload size", () => {
  it.each([
    ["a million characters in all arguments", { args: { a: repeat("x", 400_000), b: repeat("y", 600_000) } }],
    ["characters of two units, which count once", { args: { a: repeat("😀", 1_000_000) } }],
    ["names, which don't count", { name: repeat("x", 2_000_000) }],
    ["a result beside arguments, which doesn't count", { args: { a: 1 }, result: repeat("x", 2_000_000) }],
    ["no object at all", "text"],
  ])("accepts %s", (_, payload) => {
    expect(check(payload)).not.toThrow();
  });

  it.each([
    ["one character more", { args: { a: repeat("x", 1_000_001) } }, "Payload size 1000001"],
    ["a list, with its brackets and quotes", { args: { a: [repeat("x", 999_999)] } }, "Payload size 1000003"],
    ["escapes as Python writes them", { args: { a: [repeat("\u00a0", 250_000)] } }, "Payload size 1000004"],
    ["a result where there are no arguments", { args: {}, result: repeat("x", 1_000_001) }, "Result size 1000001"],
  ])("refuses %s", (_, payload, message) => {
    expect(check(payload)).toThrow(new PayloadSizeError(`${message} exceeds limit of 1000000 bytes`));
  });

  it("counts a prompt's result as the models that CPEX makes of it", () => {
    const result = { messages: [{ role: "user", content: repeat("x", 1_000_000) }] };
    expect(check({ result }, "prompt_post_fetch")).toThrow("Result size 1000050");
  });
});

describe("Python's text", () => {
  it.each([
    ["plain", "'plain'"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ["\\\n\r\t", "'\\\\\\n\\r\\t'"],
    ["\x00\x7f\xa0", "'\\x00\\x7f\\xa0'"],
    ["\u200b\ud800\u{e0001}", "'\\u200b\\ud800\\U000e0001'"],
    ["é😀 ", "'é😀 '"],
  ])("of the string %j", (text, written) => {
    expect(pythonString(text)).toBe(written);
  });

  it.each([
    [0, "0"],
    [-12, "-12"],
    [1.5, "1.5"],
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [1.25e-7, "1.25e-07"],
    [1e300, "1e+300"],
    [1.5e300, "1.5e+300"],
    [123456789012345680, "123456789012345680"],
    [Number.NaN, "nan"],
    [Number.NEGATIVE_INFINITY, "-inf"],
  ])("of the number %d", (value, written) => {
    expect(pythonNumber(value)).toBe(written);
  });

  it("has as many characters as there are code points", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
        expect(codePoints(text)).toBe([...text].length);
      }),
    );
  });
});
