import { describe, expect, it } from "vitest";
import { renderSingleJson } from "../../../src/report/bench-json.ts";
import { renderSingleMarkdown } from "../../../src/report/bench-single-markdown.ts";
import { renderSingleText } from "../../../src/report/bench-single-text.ts";
import { createStyle } from "../../../src/report/style.ts";
import { singleReport, timed, untimed } from "./bench-single-reports.ts";
import { compared, since } from "./bench-since.ts";

const text = (report: Parameters<typeof renderSingleText>[0]): string =>
  renderSingleText(report, { style: createStyle(false), width: 80, verbose: false });

describe("renderSingleText", () => {
  it("has a line for every scenario, aligned, and one for a call with nothing to do", () => {
    expect(text(singleReport([timed("Single SSN, 34 B", 412), timed("Log, 10 kB", 12_345, 10_000)]))).toBe(
      `pii_filter: native                  node 20.20.2, x64, 2 cores; noise floor 2.0%
   scenario            median       p99      text    calls  heap a call
   Single SSN, 34 B  0.412 µs  0.824 µs  243 MB/s  2.43M/s        640 B
   Log, 10 kB         12.3 µs   24.7 µs  810 MB/s  81.0k/s        640 B
   call floor         50.0 ns  0.100 µs         -  20.0M/s        640 B
`,
    );
  });

  it("says what was not timed and why, and what Ctrl-C cut short", () => {
    const lines = text(singleReport([untimed("broken")], { partial: true })).split("\n");
    expect(lines).toContain("   not timed: broken: no such hook");
    expect(lines).toContain("   partial: interrupted");
  });

  it("ends with what has changed since the baseline", () => {
    expect(text(singleReport([timed("a", 100)], since([compared("a", 1.2)], 0.05)))).toMatch(
      /REGRESSION: 1 scenario slower by more than 5\.0%\n$/,
    );
  });
});

describe("renderSingleMarkdown", () => {
  it("has a row for every scenario, and the environment out of the way", () => {
    const markdown = renderSingleMarkdown(singleReport([timed("a|b", 412), untimed("broken")]));
    expect(markdown).toContain("| a\\|b | 0.412 µs | 0.824 µs | 243 MB/s | 2.43M/s | 640 B |");
    expect(markdown).toContain("| broken | **not timed:** no such hook |");
    expect(markdown).toContain("<details><summary>Environment</summary>");
  });
});

describe("renderSingleJson", () => {
  it("is one document with a schema version and the raw samples", () => {
    const document = JSON.parse(renderSingleJson([singleReport([timed("a", 412.12345)])])) as {
      readonly reports: readonly { readonly scenarios: readonly unknown[] }[];
    };
    expect(document).toMatchObject({ schemaVersion: 1, command: "bench" });
    expect(document.reports[0]?.scenarios[0]).toMatchObject({
      measurement: { yard: { first: { samples: [412.123, 453.336, 494.548] } } },
    });
  });
});
