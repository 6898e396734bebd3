import { describe, expect, it } from "vitest";
import { laxFloat, laxInt } from "../../../../src/runtime/config/lax.ts";

describe("laxInt", () => {
  it.each([
    ["5", 5],
    [" +5 ", 5],
    ["5_000", 5000],
    ["5.00", 5],
    [true, 1],
    [2.0, 2],
  ])("reads %j", (value, expected) => {
    expect(laxInt.parse(value)).toBe(expected);
  });

  it.each(["5.", "5.5", "5__0", "5_", "0x10", "1e3", "", 2.5])("refuses %j", (value) => {
    expect(laxInt.safeParse(value).success).toBe(false);
  });
});

describe("laxFloat", () => {
  it.each([
    ["0.5", 0.5],
    [" 10.5 ", 10.5],
    ["5.", 5],
    [".5", 0.5],
    ["1_0.5_0", 10.5],
    ["1e1_0", 1e10],
    ["1._0", 1],
    [true, 1],
  ])("reads %j", (value, expected) => {
    expect(laxFloat.parse(value)).toBe(expected);
  });

  it.each([" 1_0.5", "1_0 ", "1__0", "_1", "1_", "", "x", "inf", "nan"])("refuses %j", (value) => {
    expect(laxFloat.safeParse(value).success).toBe(false);
  });
});
