import { applyPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hunksOf } from "../../../src/migrate/hunks.ts";
import { migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS } from "../../../src/migrate/plan.ts";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;

function patchOf(text: string, edits: ReturnType<typeof migrateText>["edits"]): string {
  const lines = hunksOf(text, edits).flatMap((hunk) => {
    const head = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
    const body = hunk.lines.flatMap(({ kind, text: line, isUnended }) =>
      [SIGNS[kind] + line].concat(isUnended === true ? "\\ No newline at end of file" : []),
    );
    return [head].concat(body);
  });
  return ["--- a", "+++ b", ...lines, ""].join("\n");
}

const texts = fc
  .record({
    before: fc.nat(8),
    plugins: fc.array(
      fc.record({ mode: fc.constantFrom("enforce", "enforce_ignore_error", "audit"), filler: fc.nat(9) }),
      { minLength: 1, maxLength: 6 },
    ),
    isEnded: fc.boolean(),
  })
  .map(({ before, plugins, isEnded }) => {
    const items = plugins.map(({ mode, filler }) => `- name: a\n${"  # x\n".repeat(filler)}  mode: ${mode}\n`);
    const text = `${"# y\n".repeat(before)}plugins:\n${items.join("")}`;
    return isEnded ? text : text.trimEnd();
  });

describe("hunksOf", () => {
  it("is a diff that leads from the old text to the new one", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { output, edits } = migrateText(text, DEFAULT_OPTIONS);
        fc.pre(edits.length > 0);
        expect(applyPatch(text, patchOf(text, edits))).toBe(output);
      }),
      { numRuns: 200 },
    );
  });

  it("joins changes that are near each other, and keeps others apart", () => {
    const lines = (count: number): string => "  # x\n".repeat(count);
    const near = `plugins:\n- name: a\n  mode: enforce\n${lines(5)}- name: b\n  mode: enforce\n`;
    const far = `plugins:\n- name: a\n  mode: enforce\n${lines(6)}- name: b\n  mode: enforce\n`;
    expect([near, far].map((text) => hunksOf(text, migrateText(text, DEFAULT_OPTIONS).edits).length)).toEqual([1, 2]);
  });
});
