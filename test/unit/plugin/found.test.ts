import { describe, expect, it } from "vitest";
import { Found, typesOf } from "../../../src/plugin/text/found.ts";

function add(found: Found, type: string, start: number, end: number): void {
  found.add({ type, start, end, replacement: "" });
}

describe("Found", () => {
  it("keeps of overlaps the leftmost, then the longest, then the first by name", () => {
    const found = new Found();
    found.open(0, 20);
    add(found, "phone", 4, 12);
    add(found, "card", 2, 9);
    add(found, "bsn", 2, 9);
    add(found, "email", 12, 14);
    found.close();
    expect(found.all.map(({ type, start, end }) => [type, start, end])).toEqual([
      ["bsn", 2, 9],
      ["email", 12, 14],
    ]);
  });

  it("keeps findings of different texts apart", () => {
    const found = new Found();
    for (const text of [0, 3]) {
      found.open(text, 5);
      add(found, "word", 1, 4);
      found.close();
    }
    expect(found.size).toBe(2);
    expect(found.ofFirstText().map((finding) => finding.text)).toEqual([0]);
  });

  it.each([
    [-1, 2],
    [2, 2],
    [3, 2],
    [0, 6],
    [0.5, 2],
  ])("refuses the span %d..%d in a text of length 5", (start, end) => {
    const found = new Found();
    found.open(0, 5);
    expect(() => add(found, "word", start, end)).toThrow(
      `finding 'word' has the span ${start}..${end}, which is not inside a text of length 5`,
    );
  });

  it("lists types once and sorted", () => {
    const found = new Found();
    found.open(0, 9);
    add(found, "ssn", 0, 1);
    add(found, "email", 2, 3);
    add(found, "ssn", 4, 5);
    expect(typesOf(found.all)).toEqual(["email", "ssn"]);
  });
});
