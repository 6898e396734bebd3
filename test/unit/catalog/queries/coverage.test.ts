import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCoverage, type Coverage, twoDecimals } from "../../../../src/catalog/queries/coverage.ts";
import { pluginRecords } from "../../../../src/catalog/records.ts";
import { MANAGED, repositoryFiles, repositoryOf } from "../fixture.ts";

const records = pluginRecords(await repositoryOf(repositoryFiles("demo", "other_demo")));
const DEMO = `${MANAGED}/demo/src/lib.rs`;
const OTHER = `${MANAGED}/other_demo/src/lib.rs`;

function report(classes: Readonly<Record<string, readonly string[]>>): string {
  const elements = Object.entries(classes).map(
    ([file, hits]) =>
      `<class filename="${file}"><lines>${hits.map((hit) => `<line hits="${hit}"/>`).join("")}</lines></class>`,
  );
  return `<coverage><packages><package><classes>${elements.join("")}</classes></package></packages></coverage>`;
}

function check(
  classes: Readonly<Record<string, readonly string[]>>,
  threshold = 50,
  expected?: readonly string[],
): Coverage {
  return checkCoverage(records, { path: "coverage.xml", text: report(classes) }, threshold, expected);
}

describe("checkCoverage", () => {
  it("counts the lines of each plugin, wherever the report was made, and no others", () => {
    const coverage = check({
      [DEMO]: ["1", "0"],
      [`C:\\repo\\${MANAGED.replaceAll("/", "\\")}\\other_demo\\a.rs`]: ["1", " 2 ", "1_0", "0"],
      [`/elsewhere/${MANAGED}/demo/src/more.rs`]: ["+3", "-1"],
      "crates/framework_bridge/src/lib.rs": ["0"],
    });
    expect(coverage).toEqual({
      minimum_plugin: "demo",
      minimum_line_rate: 50,
      threshold: 50,
      plugins: {
        demo: { covered_lines: 2, valid_lines: 4, line_rate: 50 },
        other_demo: { covered_lines: 3, valid_lines: 4, line_rate: 75 },
      },
    });
  });

  it.each([
    [{}, undefined, "No plugin coverage found in coverage.xml"],
    [{ [DEMO]: ["1"] }, undefined, "missing plugin coverage entries: ['other_demo']"],
    [{ [DEMO]: ["1"] }, ["x", "y"], "Unknown expected coverage plugins: ['x', 'y']"],
    [{ [`${MANAGED}/gone/a.rs`]: ["1"] }, undefined, "unknown plugin coverage entries: ['gone']"],
    [{ [DEMO]: ["1"], [OTHER]: ["1"] }, ["demo"], "unexpected plugin coverage entries: ['other_demo']"],
    [{ [DEMO]: [] }, ["demo"], "demo has no counted coverage lines"],
    [{ [DEMO]: ["NaN"] }, ["demo"], `Invalid coverage hit count 'NaN' in ${DEMO}`],
    [{ [DEMO]: ["1", "1", "0"] }, ["demo"], "demo line coverage 66.67% is below 90.00%"],
  ])("refuses %j for %j", (classes, expected, message) => {
    expect(() => check(classes, 90, expected)).toThrow(expect.objectContaining({ exitCode: 1, message }) as Error);
  });

  it("refuses what is no XML", () => {
    expect(() => checkCoverage(records, { path: "c.xml", text: "<a" }, 50, undefined)).toThrow(
      /^Invalid coverage XML in c\.xml: /,
    );
  });

  it("takes a rate that misses the threshold by what floats are off by alone", () => {
    expect(check({ [DEMO]: ["1", "1", "0"] }, (2 / 3) * 100 + 1e-10, ["demo"]).minimum_line_rate).toBe(66.67);
  });
});

describe("twoDecimals", () => {
  // The right side is what format(x, ".2f") of CPython 3.11 writes.
  it.each([
    [3.125, "3.12"],
    [3.375, "3.38"],
    [3.625, "3.62"],
    [3.875, "3.88"],
    [0.125, "0.12"],
    [2.675, "2.67"],
    [99.995, "100.00"],
    [100, "100.00"],
    [33.333333333333336, "33.33"],
  ])("rounds %d to %s", (value, expected) => {
    expect(twoDecimals(value)).toBe(expected);
  });

  it("is never further than half a hundredth from the value", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (value) => {
        expect(Math.abs(Number(twoDecimals(value)) - value)).toBeLessThanOrEqual(0.005 + 1e-12);
      }),
    );
  });
});
