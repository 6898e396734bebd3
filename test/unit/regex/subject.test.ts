import { describe, expect, it } from "vitest";
import { compilePattern, Subject } from "../../../src/regex/index.ts";

describe("a text to search", () => {
  it.each([
    ["", true],
    ["abc\n", true],
    ["a".repeat(5000), true],
    ["é", false],
    [`${"a".repeat(5000)}é`, false],
    ["\ud800", false],
  ])("is of ASCII alone or not (%#: $1)", (text, expected) => {
    expect(new Subject(text).isAscii).toBe(expected);
  });

  it("knows every digit beyond ASCII", () => {
    const missed: string[] = [];
    let digits = 0;
    for (let codePoint = 0x80; codePoint <= 0x10ffff; codePoint++) {
      const char = String.fromCodePoint(codePoint);
      if (!/\p{gc=Nd}/u.test(char)) continue;
      digits++;
      if (!new Subject(`é${char}`).hasWideDigits) missed.push(char);
    }
    expect(missed).toEqual([]);
    expect(digits).toBeGreaterThan(600);
  });

  it.each(["1", "é1", "①", "中文🤔", "\ud83e", "\u{20000}"])("has no digit beyond ASCII in %j", (text) => {
    expect(new Subject(text).hasWideDigits).toBe(false);
  });

  it("counts its lone surrogates as U+FFFD", () => {
    expect(new Subject("a\ud800b").wellFormed).toBe("a\ufffdb");
  });

  it("can be searched for several patterns", () => {
    const subject = new Subject("x1 é٣");
    expect(["\\d", "x\\d", "é\\d", "y"].map((source) => compilePattern(source).test(subject))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
