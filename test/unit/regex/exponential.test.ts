import { describe, expect, it } from "vitest";
import { findExponential } from "../../../src/regex/exponential.ts";
import { compilePattern } from "../../../src/regex/index.ts";

describe("a pattern that takes exponential time", () => {
  it.each([
    "(a+)+$",
    "(a*)*b",
    "(a|a)*b",
    "(a|aa)+$",
    "(?:a|ab|b)*c",
    "^(\\w+\\s?)*$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "([a-zA-Z0-9]+)*@example",
    "x(?:\\d+,?)+y",
    "^\\s*(\\w+\\s*)+:$",
    "(?:é+)+!",
    "(.*,)*end",
  ])("is found in %s, with a text that does not match however often its middle is repeated", (source) => {
    const found = findExponential(source);
    expect(found).toBeDefined();
    const pattern = compilePattern(source);
    for (const times of [1, 5, 20])
      expect(pattern.test(`${found!.prefix}${found!.repeated.repeat(times)}${found!.suffix}`)).toBe(false);
  });

  it("is told apart by what is before and after the repetition", () => {
    expect(findExponential("x(a+)+y")).toEqual({ prefix: "xa", repeated: "a", suffix: "" });
  });
});

describe("a pattern that does not", () => {
  it.each([
    "a+b+c+",
    "(a+)+",
    "(a+)*",
    "(?:a?)*b",
    "(?:ab?)*c",
    "(?:a|b)*c",
    "(?:\\d{1,3}\\.){3}\\d{1,3}",
    "(?:[a-z]+-)*[a-z]+",
    "^(?:\\w+\\.)+$",
    "\\b[\\w.-]+@[\\w.-]+\\.\\w{2,}\\b",
    "(.*a){12}x?$",
    "https?://(?:[^/]+/)*[^/]+$",
    "",
  ])("%s is left alone", (source) => {
    expect(findExponential(source)).toBeUndefined();
  });

  it.each(["(?=a)(a+)+$", "(a+)+\\1", "(a", "(?:(?:a{0,50}){0,50}){0,50}b"])(
    "is what can't be told of %s, which has no automaton here",
    (source) => {
      expect(findExponential(source)).toBeUndefined();
    },
  );
});
