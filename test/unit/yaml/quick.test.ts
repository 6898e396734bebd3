import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Composed, composeFully, composeYaml } from "../../../src/yaml/compose.ts";
import { buildTree, type Tree } from "../../../src/yaml/tree.ts";
import { cutTexts, oddTexts, yamlTexts } from "./texts.ts";

function treeOf(text: string, { root, problem }: Composed): Tree | { readonly problem: unknown } | "nothing" {
  if (problem !== undefined) return { problem };
  return root === undefined ? "nothing" : buildTree({ text, root, unknown: [], toSource: (span) => span });
}

describe("the quick reader", () => {
  it("makes of usual texts the values, places and problems that the full reader makes of them", () => {
    fc.assert(
      fc.property(yamlTexts, (text) => {
        expect(treeOf(text, composeYaml(text))).toEqual(treeOf(text, composeFully(text)));
      }),
      { numRuns: 500 },
    );
  });

  it("takes nothing that the full reader refuses, and reads the rest alike", () => {
    fc.assert(
      fc.property(oddTexts, (text) => {
        expect(treeOf(text, composeYaml(text))).toEqual(treeOf(text, composeFully(text)));
      }),
      { numRuns: 1500 },
    );
  });

  it("explains brackets that are not closed as the full reader does", () => {
    fc.assert(
      fc.property(cutTexts, (text) => {
        expect(treeOf(text, composeYaml(text))).toEqual(treeOf(text, composeFully(text)));
      }),
      { numRuns: 1500, examples: [["- [#\n-1]"], ["a: [b, {c: d"], ["- [a,\nb"]] },
    );
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
