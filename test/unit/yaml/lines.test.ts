import { describe, expect, it } from "vitest";
import { Lines } from "../../../src/yaml/lines.ts";

describe("Lines", () => {
  const text = "\uFEFFa\r\nb😀c\n\rlast";
  const lines = new Lines(text);

  it("counts lines by every kind of line break", () => {
    expect(lines.count).toBe(4);
    expect([1, 2, 3, 4].map((line) => lines.line(line))).toEqual(["a", "b😀c", "", "last"]);
  });

  it.each([
    ["a", 1, 1],
    ["b", 2, 1],
    ["c", 2, 4],
    ["last", 4, 1],
  ])("gives the line and the UTF-16 column of %j", (piece, line, column) => {
    const offset = text.indexOf(piece);
    expect(lines.at(offset)).toEqual({ offset, line, column });
  });

  it("takes the end of the text as a place on the last line", () => {
    expect(lines.at(text.length)).toEqual({ offset: text.length, line: 4, column: 5 });
  });
});
