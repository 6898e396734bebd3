import { describe, expect, it } from "vitest";
import { illFormedPath } from "../../../src/runtime/well-formed.ts";

describe("a config that is text in UTF-8", () => {
  it.each([[{ a: ["x", { b: "😀" }], c: 1, d: null }], ["text"], [undefined]])("may be %j", (value) => {
    expect(illFormedPath(value)).toBeUndefined();
  });

  it.each([
    [{ a: ["x", { b: "\udc00" }] }, ["a", "1", "b"]],
    [{ "\ud800": 1 }, ["\ud800"]],
    ["\ud800", []],
  ])("may not be %j", (value, path) => {
    expect(illFormedPath(value)).toEqual(path);
  });
});
