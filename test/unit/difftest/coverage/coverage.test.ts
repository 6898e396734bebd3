import { describe, expect, it } from "vitest";
import { stretchesOf } from "../../../../src/difftest/coverage/coverage.ts";
import { readLcov } from "../../../../src/difftest/coverage/lcov.ts";
import { codeLines, type FunctionCoverage } from "../../../../src/difftest/coverage/missed-lines.ts";

const lines = (...states: string[]) =>
  states.map((state) => ({ line: Number.parseInt(state, 10), missed: state.endsWith("-") }));

describe("stretchesOf", () => {
  it.each([
    ["nothing where all is reached", lines("1", "2"), []],
    ["one line", lines("1", "2-", "3"), [[2, 2]]],
    ["neighbours as one, and over lines without code", lines("1-", "2-", "5-", "6"), [[1, 5]]],
    [
      "two that a reached line parts",
      lines("1-", "2", "3-"),
      [
        [1, 1],
        [3, 3],
      ],
    ],
  ])("says %s", (_, given, expected) => {
    expect(stretchesOf("a.ts", given)).toEqual(expected.map(([line, endLine]) => ({ file: "a.ts", line, endLine })));
  });
});

describe("codeLines", () => {
  const source = [
    "const f = (x) => {",
    "  // why",
    "  if (x) {",
    "    g();",
    "  }",
    "",
    "  return x ? 1 : h();",
    "};",
  ].join("\n");
  const range = (text: string, count: number) => {
    const startOffset = source.indexOf(text);
    return { startOffset, endOffset: startOffset + text.length, count };
  };
  const whole: FunctionCoverage = {
    functionName: "",
    ranges: [{ startOffset: 0, endOffset: source.length, count: 1 }],
  };
  const missedLines = (...functions: FunctionCoverage[]): number[] =>
    codeLines(source, [whole, ...functions]).flatMap(({ line, missed }) => (missed ? [line] : []));

  it("misses nothing that ran", () => {
    expect(missedLines()).toEqual([]);
    expect(codeLines(source, [whole]).map(({ line }) => line)).toEqual([1, 3, 4, 7]);
  });

  it("misses a branch, and part of a line", () => {
    const f = {
      functionName: "f",
      ranges: [range(source.slice(10), 5), range("{\n    g();\n  }", 0), range(" : h()", 0)],
    };
    expect(missedLines(f)).toEqual([4, 7]);
  });

  it("misses all of a function that never ran, whatever is said of the parts in it", () => {
    const never = { functionName: "f", ranges: [range(source.slice(10, -1), 0)] };
    expect(missedLines(never)).toEqual([1, 3, 4, 7]);
  });

  it("lets the innermost range count", () => {
    const never = { functionName: "f", ranges: [range(source.slice(10, -1), 0)] };
    const inner = { functionName: "g", ranges: [range("g()", 3)] };
    expect(missedLines(never, inner)).toEqual([1, 3, 7]);
  });
});

describe("readLcov", () => {
  const record = (file: string, data: string): string => `SF:${file}\nFN:1,f\nFNF:3\nFNH:2\n${data}\nend_of_record\n`;

  it("adds up the files of the crate, and leaves out those of others", () => {
    const text =
      record("/crate/src/lib.rs", "DA:1,5\nDA:2,0\nDA:3,0\nDA:9,1") +
      record("/crate-two/src/lib.rs", "DA:1,0") +
      record("/crate/src/mask.rs", "DA:7,0");
    expect(readLcov(text, "/crate")).toEqual({
      status: "measured",
      functions: 6,
      reached: 4,
      missed: [
        { file: "/crate/src/lib.rs", line: 2, endLine: 3 },
        { file: "/crate/src/mask.rs", line: 7, endLine: 7 },
      ],
    });
  });

  it("has nothing to say of nothing", () => {
    expect(readLcov("", "/crate")).toEqual({ status: "measured", functions: 0, reached: 0, missed: [] });
  });
});
