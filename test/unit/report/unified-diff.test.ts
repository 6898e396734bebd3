import { applyPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStyle } from "../../../src/report/style.ts";
import { renderUnifiedDiff } from "../../../src/report/unified-diff.ts";

const plain = createStyle(false);

describe("a unified diff", () => {
  it("shows changed lines with three lines around them", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
    expect(renderUnifiedDiff({ file: "x.py", before, after: before.replace("e", "E") }, plain)).toBe(
      "--- a/x.py\n+++ b/x.py\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n",
    );
  });

  it("is empty when nothing changes", () => {
    expect(renderUnifiedDiff({ file: "x.py", before: "a\n", after: "a\n" }, plain)).toBe("");
  });

  it("names no new file when the file is removed", () => {
    expect(renderUnifiedDiff({ file: "x.py", before: "a\n", after: undefined }, plain)).toBe(
      "--- a/x.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
    );
  });

  it("says when a file has no newline at its end", () => {
    expect(renderUnifiedDiff({ file: "x", before: "a", after: "b" }, plain)).toBe(
      "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n",
    );
  });

  it("keeps the carriage return of a line and shows other control characters as replaced", () => {
    expect(renderUnifiedDiff({ file: "x", before: "a\r\n", after: "\u001b[2Jb\r\n" }, plain)).toContain(
      "-a\r\n+\uFFFD[2Jb\r\n",
    );
  });

  it("colours what goes and what comes", () => {
    const diff = renderUnifiedDiff({ file: "x", before: "a\nsame\n", after: "b\nsame\n" }, createStyle(true));
    expect(diff).toContain("\u001b[31m-a\u001b[39m\n\u001b[32m+b\u001b[39m\n same\n");
  });

  it("turns the old text into the new one when it is applied", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "mode: enforce", "", "é\t-"), { maxLength: 12 })
      .chain((lines) => fc.constantFrom("\n", "\r\n").map((end) => lines.map((line) => line + end).join("")));
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, cut) => {
        const to = cut ? after.trimEnd() : after;
        const diff = renderUnifiedDiff({ file: "x", before, after: to }, plain);
        const applied = diff === "" ? before : applyPatch(before, diff, { autoConvertLineEndings: false });
        expect(applied).toBe(to);
      }),
    );
  });
});
