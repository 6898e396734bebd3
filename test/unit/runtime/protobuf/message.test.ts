import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, field, many, message } from "../../../../src/runtime/protobuf/message.ts";
import { WireError } from "../../../../src/runtime/protobuf/wire-reader.ts";

const inner = message({ name: field(1, "string"), struct: field(2, "struct") });
const type = message({
  text: field(1, "string"),
  flag: field(2, "bool"),
  small: field(3, "int32"),
  large: field(4, "sint64"),
  real: field(5, "double"),
  struct: field(6, "struct"),
  one: field(7, inner),
  items: many(20, inner),
  structs: many(300, "struct"),
});

const text = fc.string({ unit: "grapheme", maxLength: 300 });
const json = fc
  .object({
    key: text,
    values: [text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
  })
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
const partial = fc.record({ name: text, struct: json }, { requiredKeys: [] });
const value = fc.record(
  {
    text,
    flag: fc.boolean(),
    small: fc.integer(),
    large: fc.maxSafeInteger(),
    real: fc.double(),
    struct: json,
    one: partial,
    items: fc.array(partial, { maxLength: 3 }),
    structs: fc.array(json, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** A message with no item has no field for them. */
const withoutEmptyLists = (read: object) =>
  Object.fromEntries(Object.entries(read).filter(([, held]) => !Array.isArray(held) || held.length > 0));

const hex = (digits: string) => Buffer.from(digits.replaceAll(" ", ""), "hex");
const read = (digits: string, depth = 10) => decode(type, hex(digits), depth);

describe("a message", () => {
  it("is the same after it was written and read", () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decode(type, encode(type, given), 100)).toEqual(withoutEmptyLists(given));
      }),
    );
  });

  it.each<[string, Parameters<typeof encode<(typeof type)["fields"]>>[1], string]>([
    ["texts in UTF-8", { text: "é" }, "0a 02 c3 a9"],
    ["negative numbers in ten bytes", { small: -1 }, "18 ff ff ff ff ff ff ff ff ff 01"],
    ["signed numbers zigzag", { large: -2 }, "20 03"],
    ["doubles, the lowest byte first", { real: 1 }, "29 00 00 00 00 00 00 f0 3f"],
    ["lengths of more than 127 in two bytes", { text: "a".repeat(128) }, `0a 80 01 ${"61".repeat(128)}`],
    ["field numbers from 16 in two bytes", { items: [{ name: "a" }] }, "a2 01 03 0a 01 61"],
    ["objects as maps of values", { struct: { a: null } }, "32 09 0a 07 0a 01 61 12 02 08 00"],
    ["a list of one text", { struct: { a: ["b"] } }, "32 0e 0a 0c 0a 01 61 12 07 32 05 0a 03 1a 01 62"],
    ["nothing for what is undefined", { text: undefined, struct: { a: undefined } }, "32 00"],
  ])("has %s", (_, given, expected) => {
    expect(encode(type, given).toString("hex")).toBe(hex(expected).toString("hex"));
  });

  it("may have fields that are not known, of every type", () => {
    expect(read("78 ff 01  79 0102030405060708  7a 02 aabb  7d 01020304  0a 01 61")).toEqual({ text: "a" });
  });

  it("may have its fields in any order, and one twice: the last one counts, and objects are joined", () => {
    expect(read("0a 01 61  0a 01 62")).toEqual({ text: "b" });
    expect(read("32 09 0a 07 0a 01 61 12 02 20 01  32 09 0a 07 0a 01 62 12 02 20 00")).toEqual({
      struct: { a: true, b: false },
    });
    expect(read("3a 03 0a 01 61  3a 02 12 00")).toEqual({ one: { name: "a", struct: {} } });
  });

  it("keeps the key __proto__ as any other", () => {
    const { struct } = decode(type, encode(type, { struct: JSON.parse('{"__proto__": 1}') as object as never }), 10);
    expect(Object.getPrototypeOf(struct)).toBe(Object.prototype);
    expect(Object.hasOwn(struct!, "__proto__")).toBe(true);
  });

  it.each([
    ["is cut off in a text", "0a 05 61"],
    ["is cut off in a number", "10 ff"],
    ["is cut off in a double", "29 00"],
    ["has an inner message that is longer than itself", "3a 05 0a 01 61"],
    ["has an inner field that is longer than the inner message", "3a 03 0a 05 61  0a 01 61"],
    ["has a field with number 0", "02 00"],
    ["has a number of more than ten bytes", "10 ff ff ff ff ff ff ff ff ff ff 01"],
    ["has a group", "7b 7c"],
    ["has a text that is not UTF-8", "0a 02 ff fe"],
    ["has a number that JSON has not", "32 10 0a 0e 0a 01 61 12 09 11 000000000000f07f"],
  ])("that %s is refused", (_, digits) => {
    expect(() => read(digits)).toThrow(WireError);
  });

  it("may have the replacement character in a text", () => {
    expect(decode(type, encode(type, { text: "\ufffd" }), 1)).toEqual({ text: "\ufffd" });
  });

  it("is refused when it is nested too deep", () => {
    const deep = encode(type, { struct: { a: { b: [{}] } } });
    expect(decode(type, deep, 4)).toEqual({ struct: { a: { b: [{}] } } });
    expect(() => decode(type, deep, 3)).toThrow("nested too deep");
  });

  it("never fails in another way on bytes that are none", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decode(type, Buffer.from(bytes), 5);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });
});

describe("a value that is not JSON", () => {
  it.each([
    ["a date is its text", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a number that JSON has not is null", Number.NaN, null],
    ["a function in a list is null", [() => 1], [null]],
  ])("%s", (_, given, expected) => {
    expect(decode(type, encode(type, { struct: { a: given } }), 10)).toEqual({ struct: { a: expected } });
  });

  it("can't be sent as a bigint, or when it contains itself", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(() => encode(type, { struct: { a: 1n } })).toThrow(TypeError);
    expect(() => encode(type, { struct: circle })).toThrow(RangeError);
  });
});
