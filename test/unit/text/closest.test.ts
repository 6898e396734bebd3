import { describe, expect, it } from "vitest";
import { closest } from "../../../src/text/closest.ts";

const MODES = ["sequential", "transform", "audit", "concurrent"];

describe("closest", () => {
  it.each([
    ["sequental", "sequential"],
    ["Transform", "transform"],
    ["auidt", "audit"],
    ["concurent", "concurrent"],
  ])("takes %s for %s", (value, choice) => {
    expect(closest(value, MODES)).toBe(choice);
  });

  it.each(["", "observe", "x"])("has no guess for '%s'", (value) => {
    expect(closest(value, MODES)).toBeUndefined();
  });

  it("has no guess for a text that is longer than any name", () => {
    expect(closest("x".repeat(100), ["x".repeat(99)])).toBe("x".repeat(99));
    expect(closest("x".repeat(101), ["x".repeat(100)])).toBeUndefined();
  });
});
