import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloneData, objectOf, stringsIn } from "../../../src/difftest/data.ts";
import { decode, encode } from "../../../src/difftest/encoding.ts";
import { jsonArbitrary } from "../../../src/difftest/generate/json.ts";
import { firstDifference } from "../../../src/difftest/value-diff.ts";

const data = jsonArbitrary(fc.string({ unit: "binary" }));
const anywhere: () => boolean = () => true;

describe("encode and decode", () => {
  test("give back the same data after a trip through JSON, key order included", () => {
    fc.assert(
      fc.property(data, (original) => {
        const back = decode(JSON.parse(JSON.stringify(encode(original))));
        expect(firstDifference(back, original, anywhere)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, unknown, string]>([
    ["undefined", { a: undefined }, '{"a":{"$":"undefined"}}'],
    ["NaN and the infinities", [NaN, Infinity, -Infinity], '[{"$":"NaN"},{"$":"Infinity"},{"$":"-Infinity"}]'],
    ["-0", [-0, 0], '[{"$":"-0"},0]'],
    ["lone surrogates", "\ud800", '"\\ud800"'],
    ["a key that looks like the mark", { $: 1 }, '{"$":"entries","entries":[["$",1]]}'],
    ["an own key __proto__", objectOf([["__proto__", 1]]), '{"__proto__":1}'],
  ])("write %s", (_, value, json) => {
    expect(JSON.stringify(encode(value))).toBe(json);
    expect(firstDifference(decode(JSON.parse(json)), value)).toBeUndefined();
  });

  test.each([[() => 1], [1n], [new Date(0)], [Symbol("s")]])("refuse what is not data: %s", (value) => {
    expect(() => encode({ a: value })).toThrow(TypeError);
  });

  test.each(['{"$":"nothing"}', '{"$":1}', '{"$":"entries"}', '{"$":"entries","entries":[[1,2]]}'])(
    "refuse the mark %s that stands for nothing",
    (json) => {
      expect(() => decode(JSON.parse(json))).toThrow(SyntaxError);
    },
  );
});

describe("cloneData", () => {
  test("copies everything that can be changed", () => {
    const original = objectOf([["__proto__", { a: [1, { b: 2 }] }]]);
    const copy = cloneData(original);
    expect(firstDifference(copy, original, anywhere)).toBeUndefined();
    (copy["__proto__"] as { a: unknown[] }).a.push(3);
    expect((original["__proto__"] as { a: unknown[] }).a).toHaveLength(2);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});

describe("stringsIn", () => {
  test("lists strings in walking order, without keys, up to the limit", () => {
    const nested = { key: "a", list: ["b", { deep: "c" }], number: 1, last: "d" };
    expect(stringsIn(nested, 10)).toEqual(["a", "b", "c", "d"]);
    expect(stringsIn(nested, 3)).toEqual(["a", "b", "c"]);
  });
});
