import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { formatBaseline } from "../../../../src/bench/baseline/file.ts";
import { baselineFolder, checkBaselineName, loadBaseline, saveBaseline } from "../../../../src/bench/baseline/store.ts";
import { baseline, scenarioRecord } from "./records.ts";

const WANTED = { plugin: "pii_filter", subject: "native", reference: "fallback" } as const;
const saved = baseline([scenarioRecord("one", { subject: 250, samples: 3 })]);

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpplugins-baseline-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return baselineFolder(folder, "pii_filter", WANTED);
}

describe("the baselines of a project", () => {
  it("are kept apart by plugin and by what was timed against what", () => {
    const folder = baselineFolder("/p", "pii_filter", { subject: "native", reference: "yardstick" });
    expect([basename(dirname(folder)), basename(folder)]).toEqual(["pii_filter", "native-against-yardstick"]);
  });

  it("are found again by their names, and replaced by one of the same name", async () => {
    const folder = project();
    await saveBaseline(folder, { ...saved, seed: 7 });
    await saveBaseline(folder, saved);
    expect(readdirSync(folder)).toEqual(["main.json"]);
    expect(await loadBaseline(folder, "main", WANTED)).toMatchObject({ name: "main", seed: 1 });
  });

  it("are listed, with a guess, when one is asked for that is not there", async () => {
    const folder = project();
    await saveBaseline(folder, saved);
    await expect(loadBaseline(folder, "mian", WANTED)).rejects.toMatchObject({
      exitCode: 3,
      details: "main",
      message: expect.stringContaining("did you mean 'main'") as string,
    });
  });

  it("may be none at all", async () => {
    await expect(loadBaseline(project(), "main", WANTED)).rejects.toMatchObject({
      exitCode: 3,
      hint: "Save one with --save-baseline main, on the code to compare with.",
    });
  });

  it.each([
    [{ plugin: { name: "other", version: "1" } }, "is a baseline of plugin 'other', not of 'pii_filter'"],
    [{ subject: "fallback", reference: "yardstick" }, "of fallback against yardstick, not of native against fallback"],
  ] as const)("are refused when they were put in the place of others: %j", async (changes, message) => {
    const folder = project();
    await saveBaseline(folder, saved);
    writeFileSync(join(folder, "main.json"), formatBaseline({ ...saved, ...changes }));
    await expect(loadBaseline(folder, "main", WANTED)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining(message) as string,
    });
  });

  it.each(["", ".", "../main", "a/b", "a b", ".hidden", "x".repeat(65), "ä"])("are never called %j", (name) => {
    expect(() => checkBaselineName(name)).toThrow(/is no name for a baseline/);
  });

  it.each(["main", "v1.2.3", "2026-01-02_a"])("may be called %j", (name) => {
    expect(() => checkBaselineName(name)).not.toThrow();
  });
});
