import { describe, expect, it } from "vitest";
import { baselineOf, compareWithBaseline, parseBaseline } from "../../../src/validate/baseline.ts";
import { checkFile } from "../../../src/validate/check-file.ts";
import type { Diagnostic } from "../../../src/validate/diagnostic.ts";
import { checksFor, fileOf } from "./check.ts";
import { plugin } from "./config-cases.ts";

async function found(...lines: readonly string[]): Promise<readonly Diagnostic[]> {
  return await checkFile(fileOf(plugin(...lines), "config"), checksFor());
}

describe("a baseline", () => {
  it("knows what it was made from, also where lines have moved", async () => {
    const baseline = baselineOf(await found("mode: enforce", "colour: blue"));
    expect(compareWithBaseline(await found("# a comment", "colour: blue", "mode: enforce"), baseline)).toEqual({
      left: [],
      known: 2,
      gone: 0,
    });
  });

  it("does not know what is new, even when it is the same once more", async () => {
    const baseline = baselineOf(await found("hooks: [evaluate, evaluate]"));
    const again = await found("hooks: [evaluate, evaluate, evaluate]", "colour: blue");
    const { left, known } = compareWithBaseline(again, baseline);
    expect(left.map(({ code }) => code)).toEqual(["hook/duplicate", "schema/unknown-key"]);
    expect(known).toBe(1);
  });

  it("counts what is not found any more", async () => {
    const baseline = baselineOf(await found("mode: enforce", "colour: blue"));
    expect(compareWithBaseline(await found("mode: enforce"), baseline)).toEqual({ left: [], known: 1, gone: 1 });
  });

  it("never knows what CPEX refuses", async () => {
    const refused = await found("mode: auto");
    expect(baselineOf(refused).diagnostics).toEqual([]);
    const [{ file, code, message }] = refused as [Diagnostic];
    const baseline = { schemaVersion: 1, diagnostics: [{ file, code, message, count: 1 }] } as const;
    expect(compareWithBaseline(refused, { ...baseline, diagnostics: [...baseline.diagnostics] }).left).toEqual(refused);
  });

  it("is read as it was written", async () => {
    const baseline = baselineOf(await found("mode: enforce", "hooks: [x, x]"));
    expect(parseBaseline(JSON.stringify(baseline), "b.json")).toEqual(baseline);
  });

  it.each(["", "{", "[]", '{"schemaVersion": 2, "diagnostics": []}', '{"schemaVersion": 1, "diagnostics": [{}]}'])(
    "is not %j",
    (text) => {
      expect(() => parseBaseline(text, "b.json")).toThrow("b.json is not a baseline of this version");
    },
  );
});
