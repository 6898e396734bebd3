import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeFully, composeYaml } from "../../../src/yaml/compose.ts";
import { readQuickly } from "../../../src/yaml/quick-read.ts";
import { buildTree, type Tree } from "../../../src/yaml/tree.ts";
import type { WrittenNode } from "../../../src/yaml/written.ts";
import { cutTexts, oddTexts, yamlTexts } from "./texts.ts";

interface Composed {
  readonly text: string;
  readonly root: WrittenNode | undefined;
  readonly problem?: unknown;
}

function treeOf({ text, root, problem }: Composed): Tree | { readonly problem: unknown } | "nothing" {
  if (problem !== undefined) return { problem };
  return root === undefined ? "nothing" : buildTree({ text, root, unknown: [], toSource: (span) => span });
}

describe("the quick reader", () => {
  it("makes of usual texts the values, places and problems that the full reader makes of them", () => {
    fc.assert(
      fc.property(yamlTexts, (text) => {
        expect(treeOf(composeYaml(text))).toEqual(treeOf(composeFully(text)));
      }),
      { numRuns: 500 },
    );
  });

  it("takes nothing that the full reader refuses, and reads the rest alike", () => {
    fc.assert(
      fc.property(oddTexts, (text) => {
        expect(treeOf(composeYaml(text))).toEqual(treeOf(composeFully(text)));
      }),
      { numRuns: 1500 },
    );
  });

  it("explains brackets that are not closed as the full reader does", () => {
    fc.assert(
      fc.property(cutTexts, (text) => {
        expect(treeOf(composeYaml(text))).toEqual(treeOf(composeFully(text)));
      }),
      { numRuns: 1500, examples: [["- [#\n-1]"], ["a: [b, {c: d"], ["- [a,\nb"]] },
    );
  });

  it.each(["plugins: [", "[", "plugins:\n  - config: {a: ["])("knows by itself that '%s' is not closed", (start) => {
    // For megabytes of it the full reader would need many seconds and a gigabyte.
    const text = `${start}${"{name: a, kind: b.C}, ".repeat(20_000)}`;
    const { problem } = composeYaml(text);
    expect(problem).toMatchObject({ code: "yaml/syntax", span: { start: text.length - 2, end: text.length - 1 } });
    expect(readQuickly(text)).toMatchObject({ unclosed: { char: "[", at: start.length - 1 } });
  });

  it.each([
    ["line breaks", `a: 1\n${"\n".repeat(2_000_000)}`],
    ["comments", `a: 1\n${"# c\n".repeat(500_000)}`],
    ["line breaks in folded text", `a: >\n  x\n${"\n".repeat(2_000_000)}  y\n`],
    ["characters in quotes", `a: "${"x".repeat(2_000_000)}"`],
    ["blanks in brackets", `a: [${" ".repeat(2_000_000)}]`],
  ])("reads two million %s", (_, text) => {
    expect(composeYaml(text)).toMatchObject({ root: { kind: "map" } });
  });
});
