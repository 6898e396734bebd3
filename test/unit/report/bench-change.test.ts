import { describe, expect, it } from "vitest";
import { changeMarkdown } from "../../../src/report/bench-change-markdown.ts";
import { changeLines } from "../../../src/report/bench-change-text.ts";
import {
  describeEnvironmentChanges,
  describeGate,
  formatChange,
  toneOf,
} from "../../../src/report/bench-change-words.ts";
import { createStyle } from "../../../src/report/style.ts";
import { compared, EVERY_KIND, since } from "./bench-since.ts";

const style = createStyle(false);

describe("formatChange", () => {
  it.each([
    [1.12, "+12.0%"],
    [0.969, "-3.1%"],
    [1, "+0.0%"],
  ])("shows a factor of %d as %s", (factor, text) => {
    expect(formatChange(factor)).toBe(text);
  });
});

describe("what changed since a baseline, in text", () => {
  it("is nothing where there is no baseline", () => {
    expect(changeLines({}, style, false)).toEqual([]);
  });

  it("has a line for every scenario, compared or not, and the verdict at the end", () => {
    expect(changeLines(since(EVERY_KIND, 0.05), style, false)).toEqual([
      "Since baseline main (version 0.1.0, saved 2026-01-02 03:04 UTC)",
      "   the time of native, in units of the fallback's in the same run",
      "   slow          12.0% slower (+10.0% to +14.0%)",
      "   fast          20.0% faster (-22.0% to -18.0%)",
      "   same          ~ no sure change (-1.9% to +2.1%)",
      "   gone          not compared: the baseline has it, this run does not",
      "   fresh         not compared: new, the baseline does not have it",
      "   edited        not compared: its hook, config or payloads are others now",
      "   broken        not compared: it could not be measured",
      "   thin          not compared: too few samples (1 process then, 5 now)",
      "   all together  +1.0% (-1.0% to +3.0%)",
      "   REGRESSION: 1 scenario slower by more than 5.0%; 5 scenarios not compared",
    ]);
  });

  it("adds the times of both sides when verbose", () => {
    const lines = changeLines(since([compared("slow", 1.12)]), style, true);
    expect(lines[2]).toMatch(/ {2}native 0\.280 µs \(was 0\.250 µs\), fallback 1\.00 µs \(was 1\.00 µs\)$/);
  });

  it("lets no name move the cursor", () => {
    expect(changeLines(since([compared("a\u001b[2Jb", 1)]), style, false).join("")).not.toContain("\u001b");
  });
});

describe("describeGate", () => {
  it.each([
    [[compared("a", 1)], "PASS: no regression beyond 5.0%", "good"],
    [
      [compared("a", 1, { interval: { low: 0.9, high: 1.2 } })],
      "PASS: no regression beyond 5.0%; noise could hide one in 1 scenario",
      "warn",
    ],
    [[{ scenario: "a", status: "new" }], "NO PASS: 1 scenario not compared", "bad"],
    [[compared("a", 1.2)], "REGRESSION: 1 scenario slower by more than 5.0%", "bad"],
  ] as const)("of %j", (scenarios, text, tone) => {
    const { gate } = since(scenarios, 0.05);
    expect(gate && describeGate(gate)).toBe(text);
    expect(gate && toneOf(gate)).toBe(tone);
  });

  it("says that all together are slower, and that another machine can't be judged", () => {
    const slower = { factor: 1.1, interval: { low: 1.08, high: 1.12 } };
    const { gate } = since([compared("a", 1)], 0.05, { overall: slower, reference: "yardstick", otherMachine: true });
    expect(gate && describeGate(gate)).toBe(
      "REGRESSION: all together slower by more than 5.0%; a run on another machine can't be judged",
    );
  });
});

describe("describeEnvironmentChanges", () => {
  const environment = [{ fact: "node", before: "20.1.0", now: "22.1.0" }] as const;

  it("labels another machine, by how far the figures can be trusted", () => {
    const { change } = since([], undefined, { environment, otherMachine: true });
    expect(change && describeEnvironmentChanges(change)).toBe(
      "another machine, or another version of Node (ratios travel better than times, but not exactly): node 20.1.0 then, 22.1.0 now",
    );
  });

  it("labels another build", () => {
    const built = [{ fact: "profile", before: "release", now: "debug" }] as const;
    const { change } = since([], undefined, { environment: built });
    expect(change && describeEnvironmentChanges(change)).toBe("built differently: profile release then, debug now");
  });

  it("has nothing to say of the same machine", () => {
    const { change } = since([]);
    expect(change && describeEnvironmentChanges(change)).toBeUndefined();
  });
});

describe("what changed since a baseline, in Markdown", () => {
  it("begins with the verdict, and opens the table when it is bad", () => {
    const lines = changeMarkdown(since(EVERY_KIND, 0.05));
    expect(lines[0]).toBe("**REGRESSION: 1 scenario slower by more than 5.0%; 5 scenarios not compared**");
    expect(lines).toContain("<details open><summary>Change by scenario</summary>");
    expect(lines).toContain(
      "| slow | **12.0% slower (+10.0% to +14.0%)** | native 0.280 µs (was 0.250 µs), fallback 1.00 µs (was 1.00 µs) |",
    );
    expect(changeMarkdown(since([compared("a", 1)], 0.05))).toContain("<details><summary>Change by scenario</summary>");
  });

  it("keeps names from becoming markup", () => {
    expect(changeMarkdown(since([compared("<img> | x", 1)])).join("\n")).toContain("| \\<img\\> \\| x |");
  });

  it("says when nothing could be compared", () => {
    const text = changeMarkdown(since([{ scenario: "a", status: "new" }], 0.05, { overall: undefined })).join("\n");
    expect(text).toContain("nothing could be compared");
  });
});
