import { describe, expect, it } from "vitest";
import { globBase, globToRegExp, isGlob } from "../../../src/files/glob.ts";

describe("globToRegExp", () => {
  it.each([
    ["a/*.yaml", "a/b.yaml", true],
    ["a/*.yaml", "a/b/c.yaml", false],
    ["a/*", "a/b/c.yaml", false],
    ["a/**/*.yaml", "a/c.yaml", true],
    ["a/**/*.yaml", "a/b/b/c.yaml", true],
    ["a/**", "a/b/c", true],
    ["**/c.yaml", "c.yaml", true],
    ["?.yaml", "a.yaml", true],
    ["?.yaml", "ab.yaml", false],
    ["[ab].yaml", "b.yaml", true],
    ["[!ab].yaml", "b.yaml", false],
    ["*.{yaml,yml}", "a.yml", true],
    ["*.{yaml,yml}", "a.json", false],
    ["{a,b/{c,d}}.x", "b/d.x", true],
    ["a,b*", "a,bc", true],
    ["a.b*", "axb", false],
    ["(a)+*", "(a)+b", true],
  ])("of %s matches %s: %s", (pattern, path, expected) => {
    expect(globToRegExp(pattern).test(path)).toBe(expected);
  });
});

describe("globBase", () => {
  it.each([
    ["a/b/*.yaml", "a/b"],
    ["*.yaml", "."],
    ["/a/**/b", "/a"],
    ["/*", "/"],
  ])("of %s is %s", (pattern, expected) => expect(globBase(pattern)).toBe(expected));
});

describe("isGlob", () => {
  it("tells a pattern from a path", () => {
    expect(["a/b.yaml", "a/*.yaml", "a?", "{a,b}", "[a]"].map(isGlob)).toEqual([false, true, true, true, true]);
  });
});
