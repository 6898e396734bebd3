import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../src/regex/index.ts";

function count(source: string, text: string): number {
  let matches = 0;
  compilePattern(source).forEachMatch(text, () => matches++);
  return matches;
}

// A matcher that goes back would never come to an end here.
describe("hostile texts and patterns come to an end", () => {
  const many = 100_000;
  it.each([
    ["(a+)+b", "a".repeat(many), 0],
    ["a*a*a*a*b", "a".repeat(many), 0],
    ["(a?){50}a{50}", "a".repeat(many), many / 100],
    ["(a|a)*c", "a".repeat(many), 0],
    [".*x.*y", "x".repeat(many), 0],
    [".*[^A-Z]|[A-Z]", "A".repeat(many), many],
    ["\\s+x", " ".repeat(many), 0],
    ["\\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Z|a-z]{2,}\\b", "a-".repeat(many), 0],
  ])("%s", (source, text, matches) => {
    expect(count(source, text)).toBe(matches);
  });
});

// A search that takes quadratic time would take minutes here.
describe("texts on which each start goes far come to an end", () => {
  const chars = 1_000_000;
  const email = "\\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Z|a-z]{2,}\\b";
  const token = "\\beyJ[a-zA-Z0-9_\\-]{10,}\\.eyJ[a-zA-Z0-9_\\-]{10,}\\b";
  const secret = "(?i)aws.{0,20}(?:secret|access).{0,20}[:=]\\s*[\"']?[A-Za-z0-9/+=]{40}";
  it.each([
    [email, "a", ""],
    [email, "@", ""],
    [email, "a-", ""],
    [email, "a@", ""],
    [email, "a@a.", ""],
    [email, "a".repeat(200) + "@ ", ""],
    [email, "a.é", ""],
    [token, "eyJ-", ""],
    [token, "eyJ0123456789-", ""],
    [token, "eyJé-", ""],
    [secret, "aws", ""],
    [secret, "aws", "é"],
    [secret, "aws secret====#", ""],
    [secret, "aws access = ", "中"],
    [secret, "=#", "aws secret"],
    ["k1[\\w-]+!", "k1-", ""],
    ["k1[\\w-]+!", "k1-", "é"],
    ["k1\\s*\\d*\\s*!", "k1 ", ""],
    ["k1\\s*\\s*!", " ", "k1"],
    ["\\bx\\w{20,}\\b", "x", "é"],
  ])("%s in many %j after %j", (source, unit, before) => {
    expect(count(source, before + unit.repeat(chars / unit.length))).toBe(0);
  });
});

describe("matches in a text of many blocks", () => {
  it("may be longer than a block", () => {
    const spans: number[] = [];
    const text = `b${"a".repeat(5000)}b${"a".repeat(3000)}`;
    compilePattern("a+").forEachMatch(text, (start, end) => spans.push(start, end));
    expect(spans).toEqual([1, 5001, 5002, 8002]);
  });

  it.each(["x", "é", "😀"])("are found wherever %j stands against a block's edge", (filler) => {
    for (let shift = 0; shift < 3; shift++) {
      const text = `${filler}1${filler.repeat(1500)}2${"a".repeat(shift)}`;
      const spans: number[] = [];
      compilePattern("1.{1500}2").forEachMatch(text, (start, end) => spans.push(start, end));
      expect(spans).toEqual([filler.length, filler.length * 1501 + 2]);
    }
  });

  it("are found as well where they are many as where they are few", () => {
    const text = "1-2 ".repeat(2000) + "x ".repeat(20_000) + "1-2 ".repeat(3);
    expect(count("\\d-\\d", text)).toBe(2003);
    expect(count("\\b\\d{1,3}\\b", text)).toBe(4006);
    expect(count("[a-z0-9]+-[a-z0-9]+", text)).toBe(2003);
  });
});
