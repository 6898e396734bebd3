import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reflow } from "../../../src/text/reflow.ts";

describe("reflow", () => {
  it("fills paragraphs and leaves indented lines as they are", () => {
    const text = "One two three four\nfive.\n\nExamples:\n  a command that is long\n";
    expect(reflow(text, 12)).toBe("One two\nthree four\nfive.\n\nExamples:\n  a command that is long\n");
  });

  it("joins lines that fit into one", () => {
    expect(reflow("one\ntwo\nthree", 8)).toBe("one two\nthree");
  });

  it("keeps every word and its order, and makes no line longer than the width but of one word", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 9 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (given, width) => {
        const lines = reflow(given.join(" "), width).split("\n");
        expect(lines.join(" ").split(" ")).toEqual(given);
        expect(lines.filter((line) => line.length > width && line.includes(" "))).toEqual([]);
      }),
    );
  });
});
