import { describe, expect, it } from "vitest";
import { type Change, compareWithBaseline } from "../../../../src/bench/baseline/change.ts";
import type { ScenarioRecord } from "../../../../src/bench/baseline/record.ts";
import { judge } from "../../../../src/bench/baseline/regression.ts";
import type { ScenarioChange } from "../../../../src/bench/baseline/scenario-change.ts";
import { baseline, ENVIRONMENT, runRecord, scenarioRecord } from "./records.ts";

const everything = () => true;

function compare(
  before: readonly ScenarioRecord[],
  now: readonly ScenarioRecord[],
  planned?: readonly string[],
): Change {
  return compareWithBaseline(baseline(before), runRecord(now), {
    planned: planned ?? now.map(({ name }) => name),
    isWanted: everything,
  });
}

function one(change: Change): Extract<ScenarioChange, { status: "compared" }> {
  const [scenario] = change.scenarios;
  if (scenario?.status !== "compared") throw new Error(`expected a compared scenario, got ${scenario?.status}`);
  return scenario;
}

const was = (subject: number, options = {}) => [scenarioRecord("one", { subject, seed: 1, ...options })];
const is = (subject: number, options = {}) => [scenarioRecord("one", { subject, seed: 2, ...options })];

describe("compareWithBaseline", () => {
  it("finds a slowdown, with an interval that holds it", () => {
    const change = compare(was(100), is(120));
    const { direction, factor, interval, p } = one(change);
    expect(direction).toBe("slower");
    expect(factor).toBeCloseTo(1.2, 1);
    expect(interval.low).toBeLessThan(1.2);
    expect(interval.high).toBeGreaterThan(1.2);
    expect(interval.low).toBeGreaterThan(1.15);
    expect(p).toBeLessThan(0.05);
    expect(change.overall?.factor).toBeCloseTo(factor, 9);
  });

  it("finds what became faster", () => {
    expect(one(compare(was(100), is(80))).direction).toBe("faster");
  });

  it("sees nothing in two runs of the same code", () => {
    let changed = 0;
    for (let seed = 0; seed < 100; seed++) {
      const change = compare(was(100, { seed: 2 * seed, luck: 0.05 }), is(100, { seed: 2 * seed + 1, luck: 0.05 }));
      if (one(change).direction !== "none") changed++;
      expect(judge(change, 0.05).findings).toEqual([]);
    }
    expect(changed).toBeLessThanOrEqual(5);
  });

  it("takes a machine on which all is half as fast for no change", () => {
    expect(one(compare(was(100), is(200, { reference: 2000 }))).direction).toBe("none");
  });

  it("takes a process for one observation: what one of them decided for itself is no change", () => {
    const change = compare(was(100, { luck: 0.15, seed: 3 }), is(108, { luck: 0.15, noise: 0.001, samples: 400 }));
    expect(one(change).direction).toBe("none");
  });

  it("tells the median times of both sides, then and now", () => {
    const { subject, reference } = one(
      compare(was(100, { noise: 0, luck: 0 }), is(150, { noise: 0, luck: 0, reference: 900 })),
    );
    expect(subject).toEqual({ before: 100, now: 150 });
    expect(reference).toEqual({ before: 1000, now: 900 });
  });

  it("says of every scenario that can't be compared why", () => {
    const before = [
      scenarioRecord("gone", { subject: 1 }),
      scenarioRecord("edited", { subject: 1, digest: "d0" }),
      scenarioRecord("broken", { subject: 1 }),
      scenarioRecord("empty", { subject: 1, samples: 0 }),
      scenarioRecord("single", { subject: 1, samples: 1 }),
      scenarioRecord("once", { subject: 1, rounds: 1 }),
    ];
    const now = ["edited", "fresh", "empty", "single", "once"].map((name) => scenarioRecord(name, { subject: 1 }));
    const change = compare(before, now, ["edited", "fresh", "broken", "empty", "single", "once"]);
    expect(change.scenarios).toEqual([
      { scenario: "edited", status: "other calls" },
      { scenario: "fresh", status: "new" },
      { scenario: "broken", status: "not measured" },
      { scenario: "empty", status: "too few rounds", before: 0, now: 5 },
      { scenario: "single", status: "too few rounds", before: 0, now: 5 },
      { scenario: "once", status: "too few rounds", before: 1, now: 5 },
      { scenario: "gone", status: "missing" },
    ]);
    expect(change.overall).toBeUndefined();
  });

  it("does not miss a scenario that was left out on purpose", () => {
    const before = [...was(100), scenarioRecord("log, 1 MB", { subject: 9 })];
    const change = compareWithBaseline(baseline(before), runRecord(is(100)), {
      planned: ["one"],
      isWanted: (name) => name.includes("one"),
    });
    expect(change.scenarios.map(({ scenario }) => scenario)).toEqual(["one"]);
  });

  it("labels another machine, another version of Node and another build", () => {
    const change = compareWithBaseline(
      baseline(was(100)),
      runRecord(is(100), {
        environment: { ...ENVIRONMENT, node: "22.1.0", native: { ...ENVIRONMENT.native!, rustc: "rustc 1.96.0" } },
      }),
      { planned: ["one"], isWanted: everything },
    );
    expect(change.otherMachine).toBe(true);
    expect(change.environment).toEqual([
      { fact: "node", before: "20.20.2", now: "22.1.0" },
      { fact: "rustc", before: "rustc 1.95.0", now: "rustc 1.96.0" },
    ]);
  });

  it("does not take another addon for another machine: it is what is being compared", () => {
    const change = compareWithBaseline(
      baseline(was(100)),
      runRecord(is(100), { environment: { ...ENVIRONMENT, native: { ...ENVIRONMENT.native!, sha256: "def" } } }),
      { planned: ["one"], isWanted: everything },
    );
    expect([change.otherMachine, change.environment]).toEqual([false, []]);
  });
});

describe("judge", () => {
  it("passes what is as fast as before", () => {
    expect(judge(compare(was(100), is(100)), 0.05)).toEqual({ allowed: 0.05, findings: [], undecided: 0 });
  });

  it("fails what is slower by more than is allowed, and no less", () => {
    const change = compare(was(100), is(120));
    expect(judge(change, 0.05).findings.map(({ kind }) => kind)).toEqual(["regression", "overall regression"]);
    expect(judge(change, 0.25).findings).toEqual([]);
  });

  it("does not fail what may be chance, and says that it is undecided", () => {
    const change = compare(was(100, { luck: 0.2 }), is(110, { luck: 0.2 }));
    expect(judge(change, 0.05)).toMatchObject({ findings: [], undecided: 1 });
  });

  it("finds what most scenarios alone don't show", () => {
    const names = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const all = (subject: number, seed: number) =>
      names.map((name) => scenarioRecord(name, { subject, seed, luck: 0.3 }));
    const { findings } = judge(compare(all(100, 1), all(118, 2)), 0.05);
    expect(findings.map(({ kind }) => kind)).toContain("overall regression");
    expect(findings.filter(({ kind }) => kind === "regression").length).toBeLessThan(names.length / 2);
  });

  it.each(["missing", "new", "not measured", "other calls"])("never passes a scenario that is %s", (status) => {
    const good = [was(100)[0]!, is(100)[0]!] as const;
    const other = (digest: string) => scenarioRecord("two", { subject: 100, digest });
    const cases: Record<string, Change> = {
      missing: compare([good[0], other("d")], [good[1]]),
      new: compare([good[0]], [good[1], other("d")]),
      "not measured": compare([good[0], other("d")], [good[1]], ["one", "two"]),
      "other calls": compare([good[0], other("d")], [good[1], other("e")]),
    };
    expect(judge(cases[status]!, 0.05).findings).toEqual([
      { kind: "not compared", change: { scenario: "two", status } },
    ]);
  });

  it("does not judge the yardstick's ratios of another machine", () => {
    const other = { ...ENVIRONMENT, cpu: "Another CPU" };
    const yard = { subject: "native", reference: "yardstick" } as const;
    const options = { planned: ["one"], isWanted: everything };
    const change = compareWithBaseline(
      baseline(was(100), yard),
      runRecord(is(100), { ...yard, environment: other }),
      options,
    );
    expect(judge(change, 0.05).findings).toEqual([{ kind: "other machine" }]);
    const compared = compareWithBaseline(baseline(was(100)), runRecord(is(100), { environment: other }), options);
    expect(judge(compared, 0.05).findings).toEqual([]);
  });
});
