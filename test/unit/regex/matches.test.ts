import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../src/regex/index.ts";
import { MATCHES } from "./cases.ts";

describe.each(MATCHES)("$title", ({ cases }) => {
  it.each(cases)("%j on %j", (source, text, expected) => {
    const found: string[] = [];
    compilePattern(source).forEachMatch(text, (start, end) => found.push(`${start} ${text.slice(start, end)}`));
    expect(found).toEqual(expected);
  });
});

describe("a pattern", () => {
  it("ignores case everywhere when it is told to", () => {
    const found: string[] = [];
    compilePattern("straße|[k-m]+", { caseInsensitive: true }).forEachMatch("STRAẞE Klm", (start, end) =>
      found.push(`${start} ${end}`),
    );
    expect(found).toEqual(["0 6", "7 10"]);
  });

  it.each([
    ["x*", "abc", true],
    ["^$", "", true],
    ["b", "abc", true],
    ["^b", "abc", false],
    ["[a&&b]", "ab", false],
  ])("%j has a match in %j, an empty one included: it is %j", (source, text, expected) => {
    expect(compilePattern(source).test(text)).toBe(expected);
  });

  it("keeps its source", () => {
    expect(compilePattern("(?P<n>a)").source).toBe("(?P<n>a)");
  });

  it("takes a lone surrogate for U+FFFD, without moving the offsets", () => {
    const found: number[] = [];
    compilePattern("\\x{FFFD}b").forEachMatch("a\ud800b\udc00b", (start, end) => found.push(start, end));
    expect(found).toEqual([1, 3, 3, 5]);
  });

  it("may be used again while it tells of its matches, even if it has to forget all it knew", () => {
    const random = generator(1);
    const letters = (length: number): string => Array.from({ length }, () => (random() < 0.5 ? "a" : "b")).join("");
    // It needs a new state at nearly each position of such a text.
    const pattern = compilePattern("a[ab]{40}b");
    const text = letters(2000);
    const alone: number[] = [];
    pattern.forEachMatch(text, (start) => alone.push(start));
    const nested: number[] = [];
    pattern.forEachMatch(text, (start) => {
      nested.push(start);
      pattern.forEachMatch(letters(600), () => {});
    });
    expect(nested).toEqual(alone);
    expect(alone.length).toBeGreaterThan(40);
  });
});

/** Numbers in [0, 1), the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
