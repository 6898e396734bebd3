import { describe, expect, it } from "vitest";
import type { BenchReport } from "../../../src/bench/bench-compare.ts";
import type { ScenarioOutcome } from "../../../src/bench/outcome.ts";
import { renderBenchJson } from "../../../src/report/bench-json.ts";
import { renderBenchMarkdown } from "../../../src/report/bench-markdown.ts";
import { renderBenchText } from "../../../src/report/bench-text.ts";
import { createStyle } from "../../../src/report/style.ts";
import { disagreed, failedOutcome, interrupted, measured } from "../bench/outcomes.ts";
import { comparisonReport } from "./bench-comparison-reports.ts";

const two = [
  measured("Single SSN, 34 B", { ratio: 4, bytes: 34 }),
  measured("Log, 10 kB", { ratio: 16, bytes: 10_000 }),
];
const style = createStyle(false);
const text = (of: BenchReport, options = {}): string =>
  renderBenchText(of, { style, width: 100, verbose: false, ...options });

describe("renderBenchText", () => {
  it("shows each scenario in aligned columns, then the summary and the verdict", () => {
    expect(text(comparisonReport(two))).toBe(
      `pii_filter: native against fallback                     node 20.20.2, x64, 2 cores; noise floor 2.0%
1. Single SSN, 34 B
   fallback   1.00 µs  34.0 MB/s
   native    0.250 µs   136 MB/s  4.0x faster (3.8-4.2)
2. Log, 10 kB
   fallback   1.00 µs  10.0 GB/s
   native     62.5 ns   160 GB/s  16.0x faster (15.2-16.8)
Summary
   call floor fallback 1.00 µs, native 1.25 µs (an empty payload)
   geometric mean 8.0x (8.0-8.0), smallest 4.0x, native pays from 34 B
   GREAT: recommended for production
`,
    );
  });

  it("puts the environment on a line of its own where the terminal is narrow", () => {
    expect(text(comparisonReport(two), { width: 60 }).split("\n").slice(0, 2)).toEqual([
      "pii_filter: native against fallback",
      "   node 20.20.2, x64, 2 cores; noise floor 2.0%",
    ]);
  });

  it("adds the 99th percentile, calls, samples and the p-value when verbose", () => {
    const lines = text(comparisonReport(two), { verbose: true }).split("\n");
    expect(lines.slice(2, 4)).toEqual([
      "   fallback   1.00 µs  34.0 MB/s   p99 1.50 µs  1.00M calls/s    2 x 512 calls  heap 640 B",
      "   native    0.250 µs   136 MB/s  p99 0.375 µs  4.00M calls/s  2 x 2,048 calls   heap 64 B  4.0x faster (3.8-4.2), p < 0.001",
    ]);
  });

  it("says of every scenario that was not timed why, and gives no rating", () => {
    const mixed = [disagreed("a"), failedOutcome("b"), ...two.slice(0, 1)];
    expect(text(comparisonReport(mixed))).toContain(`1. a
   not timed: the results differ in payload 3, at modified_payload.args.text
   fallback  "call [SSN]"
   native    (absent)
2. b
   not timed: both throw: too deep
3. Single SSN, 34 B
   fallback   1.00 µs  34.0 MB/s
   native    0.250 µs   136 MB/s  4.0x faster (3.8-4.2)
`);
    expect(text(comparisonReport(mixed))).toContain("   DISAGREEMENT in 1 scenario: not comparable;");
  });

  it("marks what Ctrl-C cut short as partial", () => {
    const of = comparisonReport([interrupted("a")], { partial: true, floor: interrupted("call floor") });
    expect(text(of))
      .toBe(`pii_filter: native against fallback                                       node 20.20.2, x64, 2 cores
1. a
   not timed: interrupted
Summary (partial: interrupted)
   call floor: not timed: interrupted
   NO RATING: 0 of 1 scenario measured
`);
  });

  it("repeats the notes before the verdict", () => {
    expect(text(comparisonReport(two, { notes: [{ code: "noisy", noiseFloor: 0.2 }] }))).toMatch(
      /\n {3}note: the machine is noisy: .*\n {3}GREAT/,
    );
  });
});

describe("renderBenchJson", () => {
  it("is one document with a schema version, the environment and the raw samples", () => {
    const document = JSON.parse(renderBenchJson([comparisonReport(two), comparisonReport([disagreed("a")])])) as {
      readonly schemaVersion: number;
      readonly reports: readonly { readonly scenarios: readonly unknown[]; readonly environment: unknown }[];
    };
    expect(document.schemaVersion).toBe(1);
    expect(document.reports).toHaveLength(2);
    expect(document.reports[0]?.environment).toMatchObject({ node: "20.20.2", native: { sha256: "abc" } });
    expect(document.reports[0]?.scenarios[0]).toMatchObject({
      scenario: { name: "Single SSN, 34 B", bytes: 34 },
      status: "measured",
      measurement: { pairs: { first: { calls: 512, samples: [1000, 1000] } } },
    });
    expect(document.reports[1]?.scenarios[0]).toMatchObject({ status: "disagreed" });
  });
});

describe("renderBenchMarkdown", () => {
  it("begins with the verdict, and has a row for every scenario", () => {
    const lines = renderBenchMarkdown(comparisonReport([...two, disagreed("a|b")])).split("\n");
    expect(lines[0]).toBe("### pii_filter: native against fallback");
    expect(lines[2]).toMatch(/^\*\*DISAGREEMENT in 1 scenario/);
    expect(lines).toContain("| Single SSN, 34 B | 1.00 µs | 0.250 µs | 136 MB/s | 4.0x faster (3.8-4.2) |");
    expect(lines).toContain(
      "| a\\|b |  |  |  | **not timed:** the results differ in payload 3, at modified\\_payload.args.text |",
    );
    expect(lines).toContain("| Empty payload | 1.00 µs | 1.25 µs | - | 1.25x slower (1.19-1.32) |");
  });

  it("keeps what a message says from becoming markup or breaking the table", () => {
    const outcome = { ...failedOutcome("x"), message: "a\n| <b> `c`" } as ScenarioOutcome;
    expect(renderBenchMarkdown(comparisonReport([outcome]))).toContain("both throw: a \\| \\<b\\> \\`c\\` |");
  });

  it("gives the environment out of the way", () => {
    expect(renderBenchMarkdown(comparisonReport(two))).toContain("- native: a.node, release, rustc 1.95.0, sha256 abc");
  });
});
