import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldFilter, scopeOf } from "../../../src/plugin/text/fields.ts";
import { DEFAULT_LIMITS } from "../../../src/plugin/text/limits.ts";
import { parseTextPath } from "../../../src/plugin/text/looks-at.ts";
import { collectTexts } from "../../../src/plugin/text/walk.ts";

/** The texts that a filter lets through. */
function texts(value: unknown, filter: Partial<FieldFilter>, path = "args"): readonly string[] | undefined {
  const scope = scopeOf({ allow: [], deny: [], ...filter });
  return collectTexts({ [path.split(".")[0] ?? ""]: value }, parseTextPath(path), DEFAULT_LIMITS, scope)?.strings;
}

describe("a field filter", () => {
  it("is no filter without paths", () => {
    expect(scopeOf(undefined)).toBeUndefined();
    expect(scopeOf({ allow: [], deny: [] })).toBeUndefined();
  });

  it.each<[string, Partial<FieldFilter>, unknown, string[]]>([
    ["looks at an allowed field and all below it", { allow: ["a"] }, { a: ["1", { b: "2" }], b: "3" }, ["1", "2"]],
    ["goes through a field to reach an allowed one", { allow: ["a.b"] }, { a: { b: "1", c: "2" } }, ["1"]],
    ["compares whole keys", { allow: ["a"] }, { ab: "1", "a.b": "2" }, []],
    ["leaves a denied field alone", { deny: ["a.b"] }, { a: { b: { c: "1" }, d: "2" } }, ["2"]],
    ["lets a denied field win below an allowed one", { allow: ["a"], deny: ["a.b"] }, { a: { b: "1", c: "2" } }, ["2"]],
    ["lets a denied field win above an allowed one", { allow: ["a.b"], deny: ["a"] }, { a: { b: "1" } }, []],
    ["sees through lists", { allow: ["a.b"] }, [{ a: [[{ b: ["1"] }, "2"]] }], ["1"]],
    ["looks at no text of a list that is not allowed", { allow: ["a"] }, ["1", { a: "2" }], ["2"]],
    ["takes a path once more", { allow: ["a", "a", "a.b"] }, { a: { b: "1", c: "2" } }, ["1", "2"]],
    ["knows keys that objects have anyway", { allow: ["constructor"] }, { constructor: "1", toString: "2" }, ["1"]],
  ])("%s", (_title, filter, value, expected) => {
    expect(texts(value, filter)).toEqual(expected);
  });

  it("always looks at a value that is a text itself", () => {
    expect(texts("1", { allow: ["a"] })).toEqual(["1"]);
    expect(texts({ text: "1" }, { allow: ["a"], deny: ["text"] }, "content.text")).toEqual(["1"]);
  });

  it("does not care how large a field is that it leaves alone", () => {
    expect(texts({ a: "x".repeat(DEFAULT_LIMITS.maxTextBytes + 1), b: "1" }, { deny: ["a"] })).toEqual(["1"]);
  });

  it("is the same as comparing each text's path with all of the filter's", () => {
    const key = fc.constantFrom("a", "b", "c");
    const paths = fc.array(fc.array(key, { minLength: 1, maxLength: 3 }), { maxLength: 3 });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, fc.constant("?"), fc.dictionary(key, tie("tree")), fc.array(tie("tree"))),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), paths, paths, (value, allow, deny) => {
        const expected: string[] = [];
        const walk = (at: unknown, path: string[]): unknown => {
          if (Array.isArray(at)) return at.map((item) => walk(item, path));
          if (typeof at === "object" && at !== null) {
            return Object.fromEntries(Object.entries(at).map(([name, below]) => [name, walk(below, [...path, name])]));
          }
          const isBelow = (prefix: readonly string[]): boolean => prefix.every((name, index) => path[index] === name);
          if (!deny.some(isBelow) && (allow.length === 0 || allow.some(isBelow))) expected.push(path.join("."));
          return path.join(".");
        };
        const named = walk(value, []);
        const filter = { allow: allow.map((path) => path.join(".")), deny: deny.map((path) => path.join(".")) };
        expect(texts(named, filter)).toEqual(expected);
      }),
    );
  });
});
