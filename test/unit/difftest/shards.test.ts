import { describe, expect, test } from "vitest";
import type { DiffTestReport } from "../../../src/difftest/diff-test-plugin.ts";
import { mergeResults } from "../../../src/difftest/merge.ts";
import { mergeReports } from "../../../src/difftest/merge-reports.ts";
import { parseReports } from "../../../src/difftest/report-file.ts";
import type { DiffTestResult } from "../../../src/difftest/result.ts";
import { runDiffTest } from "../../../src/difftest/run.ts";
import { renderDiffTestJson } from "../../../src/report/diff-test-json.ts";
import { type Mutant, ticketsTarget } from "./tickets.ts";

const stored = ["#1", "#1234"].map((q, index) => ({
  file: `/project/corpus/${index}.json`,
  case: { hook: "tool_pre_invoke", payload: { args: { q } }, config: {}, traced: false, before: [] } as const,
}));

const shardOf = (index: number, count: number, mutant?: Mutant): Promise<DiffTestResult> =>
  runDiffTest(ticketsTarget(mutant), { seed: 5, budget: { cases: 301 }, stored, shard: { index, count } });

const reportOf = (result: DiffTestResult): DiffTestReport => ({
  plugin: { name: "tickets", version: "1.0.0" },
  native: { file: "/project/tickets.node", abi: 2, target: "x", profile: "release", rustc: "rustc" },
  ...result,
});

describe("shards", () => {
  test("share the stored cases and the budget, and make up the whole", async () => {
    const parts = await Promise.all([0, 1, 2].map((index) => shardOf(index, 3)));
    expect(parts.map(({ cases }) => [cases.stored, cases.generated])).toEqual([
      [1, 101],
      [1, 100],
      [0, 100],
    ]);
    const merged = mergeResults(parts);
    expect(merged.cases).toMatchObject({ stored: 2, generated: 301, differing: 0 });
    expect(merged).not.toHaveProperty("shard");
    expect(Object.values(merged.cases.byHook).reduce((sum, count) => sum + count, 0)).toBe(303);
  });

  test("run different cases", async () => {
    const [first, second] = await Promise.all([shardOf(0, 2), shardOf(1, 2)]);
    expect(first?.cases.byEffect).not.toEqual(second?.cases.byEffect);
  });

  test("that meet the same symptom report it once, with all its cases", async () => {
    const parts = await Promise.all([0, 1].map((index) => shardOf(index, 2, "off-by-one span")));
    const merged = mergeResults(parts);
    const places = merged.differences.map(({ difference }) => [difference.place, difference.path.join(".")]);
    expect(new Set(places.map(String)).size).toBe(places.length);
    expect(merged.cases.differing).toBe(parts.reduce((sum, { cases }) => sum + cases.differing, 0));
  });
});

describe("reports of shards", () => {
  test("come back from their JSON as they were", async () => {
    const report = reportOf(await shardOf(1, 2, "off-by-one span"));
    expect(report.differences.length).toBeGreaterThan(0);
    const json = renderDiffTestJson([{ report, name: "tickets", cwd: "/project" }]);
    expect(parseReports(json, "1.json", "/project")).toEqual([report]);
  });

  test("make one report, in whatever order they are given", async () => {
    const reports = (await Promise.all([0, 1, 2].map((index) => shardOf(index, 3)))).map(reportOf);
    const merged = mergeReports(reports);
    expect(merged).toMatchObject([{ plugin: { name: "tickets" }, cases: { generated: 301 }, ended: "complete" }]);
    expect(mergeReports(reports.toReversed())).toEqual(merged);
  });

  test.each<[string, (reports: DiffTestReport[]) => DiffTestReport[], string]>([
    ["one is missing", ([a, , c]) => [a!, c!], "there is no report of 2/3"],
    ["one is there twice", ([a, b, c]) => [a!, b!, b!, c!], "2/3 of 'tickets' is there twice"],
    ["one has another seed", ([a, b, c]) => [a!, { ...b!, seed: 6 }, c!], "not of one campaign"],
  ])("are refused when %s", async (_, change, message) => {
    const reports = (await Promise.all([0, 1, 2].map((index) => shardOf(index, 3)))).map(reportOf);
    expect(() => mergeReports(change(reports))).toThrow(message);
  });

  test.each(["{", "[]", '{"schemaVersion":2,"command":"diff-test","reports":[]}'])("are not %s", (text) => {
    expect(() => parseReports(text, "1.json", "/project")).toThrow(/1\.json is not/);
  });
});
