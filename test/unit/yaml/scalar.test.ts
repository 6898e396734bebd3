import { describe, expect, it } from "vitest";
import { resolvePlain, resolveTagged } from "../../../src/yaml/scalar.ts";

// What yaml.safe_load of PyYAML 6.0.3 makes of each.
describe("resolvePlain", () => {
  it.each(["", "~", "null", "Null", "NULL"])("reads %j as null", (text) => {
    expect(resolvePlain(text)).toEqual({ type: "null" });
  });

  it.each([
    ["yes", true],
    ["On", true],
    ["TRUE", true],
    ["no", false],
    ["off", false],
    ["False", false],
  ])("reads %s as a boolean", (text, value) => {
    expect(resolvePlain(text)).toEqual({ type: "boolean", value });
  });

  it.each([
    ["0", 0n],
    ["-12", -12n],
    ["1_000", 1000n],
    ["010", 8n],
    ["-010", -8n],
    ["0b101", 5n],
    ["0x1F", 31n],
    ["10:30", 630n],
    ["-1:30", -90n],
  ])("reads %s as a whole number", (text, value) => {
    expect(resolvePlain(text)).toEqual({ type: "integer", value });
  });

  it.each([
    ["1.5", 1.5],
    ["1.", 1],
    [".5", 0.5],
    ["1.0e+3", 1000],
    ["-1.5", -1.5],
    ["1:30.5", 90.5],
    [".inf", Number.POSITIVE_INFINITY],
    ["-.INF", Number.NEGATIVE_INFINITY],
    [".nan", Number.NaN],
  ])("reads %s as a float", (text, value) => {
    expect(resolvePlain(text)).toEqual({ type: "float", value });
  });

  it.each(["2024-01-01", "2024-02-29", "2024-01-01T10:00:00Z", "2024-1-1 1:00:00.5 +01:00"])(
    "reads %s as a date",
    (text) => {
      expect(resolvePlain(text)).toEqual({ type: "date", value: text });
    },
  );

  it.each(["1e3", "1e+3", "0o17", "08", "1.0.0", "y", "nO", "+", "2024-1-1", "12:60", "tRue", "-.5", "0b2"])(
    "leaves %s a string",
    (text) => {
      expect(resolvePlain(text)).toEqual({ type: "string", value: text });
    },
  );

  it.each(["2024-02-30", "2023-02-29", "2024-13-01", "2024-01-01 25:00:00", "0000-01-01", "0x_", "0b_", "=", "<<"])(
    "refuses %s, as the loader does",
    (text) => {
      expect(resolvePlain(text)).toMatchObject({ type: "invalid" });
    },
  );

  it("refuses a number with more digits than Python reads", () => {
    expect(resolvePlain("9".repeat(4300))).toMatchObject({ type: "integer" });
    expect(resolvePlain("9".repeat(4301))).toMatchObject({ type: "invalid" });
  });
});

describe("resolveTagged", () => {
  it.each([
    ["str", "5", { type: "string", value: "5" }],
    ["int", "5", { type: "integer", value: 5n }],
    ["float", "5", { type: "float", value: 5 }],
    ["bool", "YES", { type: "boolean", value: true }],
    ["null", "x", { type: "null" }],
    ["timestamp", "2024-01-01", { type: "date", value: "2024-01-01" }],
    ["binary", "aGk=", { type: "unknown" }],
    ["int", "a", { type: "invalid" }],
    ["bool", "maybe", { type: "invalid" }],
    ["timestamp", "soon", { type: "invalid" }],
  ])("reads !!%s %s", (tag, text, value) => {
    expect(resolveTagged(tag, text)).toMatchObject(value);
  });
});
