import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeFully, composeYaml } from "../../../src/yaml/compose.ts";
import { buildTree, type Tree } from "../../../src/yaml/tree.ts";
import type { WrittenNode } from "../../../src/yaml/written.ts";
import { oddTexts, yamlTexts } from "./texts.ts";

interface Composed {
  readonly text: string;
  readonly root: WrittenNode | undefined;
  readonly problem?: unknown;
}

function treeOf({ text, root, problem }: Composed): Tree | "refused" | "nothing" {
  if (problem !== undefined) return "refused";
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
