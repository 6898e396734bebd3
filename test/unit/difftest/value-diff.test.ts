import { describe, expect, test } from "vitest";
import { objectOf } from "../../../src/difftest/data.ts";
import { firstDifference } from "../../../src/difftest/value-diff.ts";

const value = (of: unknown) => ({ kind: "value", value: of });
const ABSENT = { kind: "absent" };
const date = new Date(0);

describe("firstDifference", () => {
  test.each<[string, unknown, unknown]>([
    ["NaN", NaN, NaN],
    ["undefined", undefined, undefined],
    ["lone surrogates", "\ud800", "\ud800"],
    ["equal structures", { a: [1, { b: null }] }, { a: [1, { b: null }] }],
    ["objects with and without a prototype", Object.create(null), {}],
    ["objects whose keys stand in another order", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["own keys named __proto__", objectOf([["__proto__", 1]]), objectOf([["__proto__", 1]])],
    ["the same instance of a class", date, date],
  ])("finds none between %s", (_, native, fallback) => {
    expect(firstDifference(native, fallback)).toBeUndefined();
  });

  test.each<[string, unknown, unknown, unknown]>([
    ["0 from -0", 0, -0, { path: [], native: value(0), fallback: value(-0) }],
    ["NaN from 0", NaN, 0, { path: [], native: value(NaN), fallback: value(0) }],
    ["null from undefined", [null], [undefined], { path: [0], native: value(null), fallback: value(undefined) }],
    ["undefined from absent", { a: undefined }, {}, { path: ["a"], native: value(undefined), fallback: ABSENT }],
    ["absent from undefined", {}, { a: undefined }, { path: ["a"], native: ABSENT, fallback: value(undefined) }],
    ["a number from its digits", { a: 1 }, { a: "1" }, { path: ["a"], native: value(1), fallback: value("1") }],
    ["a longer list", [1, 2], [1], { path: [1], native: value(2), fallback: ABSENT }],
    ["a longer list on the other side", [1], [1, 2], { path: [1], native: ABSENT, fallback: value(2) }],
    ["items in another order", [1, 2], [2, 1], { path: [0], native: value(1), fallback: value(2) }],
    ["a list from an object", { a: [] }, { a: {} }, { path: ["a"], native: value([]), fallback: value({}) }],
    ["a key __proto__", objectOf([["__proto__", 1]]), {}, { path: ["__proto__"], native: value(1), fallback: ABSENT }],
    ["a key that objects inherit", { toString: 1 }, {}, { path: ["toString"], native: value(1), fallback: ABSENT }],
    ["é from e with an accent", "é", "e\u0301", { path: [], native: value("é"), fallback: value("e\u0301") }],
    ["two instances of a class", { a: date }, { a: new Date(0) }, { path: ["a"] }],
    ["the first of several", { a: { b: [0, 1, 2] } }, { a: { b: [0, 5, 6] } }, { path: ["a", "b", 1] }],
  ])("tells %s", (_, native, fallback, expected) => {
    expect(firstDifference(native, fallback)).toMatchObject({ aspect: "value", ...(expected as object) });
  });

  test("compares the order of keys at and below the paths where it counts, and nowhere else", () => {
    const inMetadata = (path: readonly unknown[]) => path[0] === "metadata";
    const native = { free: { a: 1, b: 2 }, metadata: { deep: { a: 1, b: 2 } } };
    const fallback = { free: { b: 2, a: 1 }, metadata: { deep: { b: 2, a: 1 } } };
    expect(firstDifference(native, fallback, inMetadata)).toEqual({
      path: ["metadata", "deep"],
      aspect: "key order",
      native: value(["a", "b"]),
      fallback: value(["b", "a"]),
    });
  });
});
