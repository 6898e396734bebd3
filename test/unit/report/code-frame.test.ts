import { describe, expect, it } from "vitest";
import { type Mark, renderFrame } from "../../../src/report/code-frame.ts";
import { createStyle } from "../../../src/report/style.ts";
import { Lines } from "../../../src/yaml/lines.ts";

const style = createStyle(false);

function mark(text: string, piece: string, label?: string): Mark {
  const lines = new Lines(text);
  const start = text.indexOf(piece);
  const range = { start: lines.at(start), end: lines.at(start + piece.length) };
  return label === undefined ? { range } : { range, label };
}

function frame(text: string, marks: readonly Mark[], width = 80): string[] {
  return renderFrame(new Lines(text), marks, { style, paint: style.bad, width });
}

describe("renderFrame", () => {
  it("puts carets under exactly the mark", () => {
    const text = "a: 1\nmode: squential # why\n";
    expect(frame(text, [mark(text, "squential")])).toEqual(["  |", "2 | mode: squential # why", "  |       ^^^^^^^^^"]);
  });

  it.each([
    ["wide characters before the mark", "名前: x", "x", "  |       ^"],
    ["an emoji before the mark", "a😀: x", "x", "  |      ^"],
    ["wide characters in the mark", "a: 日本", "日本", "  |    ^^^^"],
    ["a combining accent before the mark", "e\u0301: x", "x", "  |    ^"],
    ["a tab before the mark", "\t# x", "x", "  | \t  ^"],
    ["nothing to mark", "a:", "", "  | ^"],
  ])("aligns with %s", (_, text, piece, carets) => {
    expect(frame(text, [mark(text, piece)]).at(-1)).toBe(carets);
  });

  it("shows the lines of all marks in their order, with their labels", () => {
    const text = "a: 1\nb: 2\nc: 3\na: 4\n";
    const again = { range: mark(text, "a: 4").range };
    expect(frame(text, [again, mark(text, "a: 1", "first here")])).toEqual([
      "  |",
      "1 | a: 1",
      "  | ---- first here",
      "...",
      "4 | a: 4",
      "  | ^^^^",
    ]);
  });

  it("shows a line once for two marks on it", () => {
    const text = "hooks: [a, b]";
    expect(frame(text, [mark(text, "b"), mark(text, "a")])).toEqual([
      "  |",
      "1 | hooks: [a, b]",
      "  |         -",
      "  |            ^",
    ]);
  });

  it("shows the first line of a mark over many", () => {
    const text = "a: [1,\n  2]\n";
    expect(frame(text, [mark(text, "[1,\n  2]")])).toEqual(["  |", "1 | a: [1,", "  |    ^^^"]);
  });

  it("shortens a long line around its mark, and keeps the carets in place", () => {
    const text = `${"x".repeat(500)} HERE ${"y".repeat(500)}`;
    const [, line, carets] = frame(text, [mark(text, "HERE")], 60);
    expect(line!.length).toBeLessThanOrEqual(60);
    expect(line!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("shortens a mark that is longer than the line", () => {
    const text = `a: ${"x".repeat(500)}`;
    const [, line, carets] = frame(text, [mark(text, text.slice(3))], 40);
    expect(line!.length).toBeLessThanOrEqual(40);
    expect(carets!.length).toBe(line!.length);
  });

  it.each(["\x1B[31m", "\x07", "\u202E"])("never writes %j to a terminal", (control) => {
    const text = `a: x${control}y`;
    expect(frame(text, [mark(text, "y")]).join("\n")).not.toContain(control.charAt(0));
  });
});
