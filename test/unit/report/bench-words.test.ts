import { describe, expect, it } from "vitest";
import {
  describeDifference,
  describeNote,
  describePaysFrom,
  describePlace,
  describeVerdict,
  formatPValue,
  formatRatio,
  formatThroughput,
  shortJson,
} from "../../../src/report/bench-words.ts";
import { describeSide } from "../../../src/report/side.ts";
import { measured } from "../bench/outcomes.ts";

describe("formatRatio", () => {
  it.each([
    [0.756, "0.76x"],
    [1.037, "1.04x"],
    [4.84, "4.8x"],
    [45.13, "45.1x"],
    [120.4, "120x"],
  ])("shows %d as %s", (ratio, text) => {
    expect(formatRatio(ratio)).toBe(text);
  });
});

describe("describeDifference", () => {
  it.each([
    { difference: "faster", ratio: 4.8, low: 4.6, high: 5, text: "4.8x faster (4.6-5.0)" },
    { difference: "slower", ratio: 0.5, low: 0.4, high: 0.8, text: "2.0x slower (1.25-2.5)" },
    { difference: "none", ratio: 1.01, low: 0.98, high: 1.03, text: "~ no difference (0.98-1.03)" },
  ] as const)("says $text", ({ difference, ratio, low, high, text }) => {
    const { summary } = measured("a", { ratio, bytes: 1, difference, interval: { low, high } });
    expect(describeDifference(summary)).toBe(text);
  });
});

describe("describePlace", () => {
  const disagreement = {
    place: "result",
    path: "metadata",
    aspect: "key order",
    baseline: { kind: "absent" },
    candidate: { kind: "absent" },
    variant: 0,
  } as const;

  it("counts payloads from 1, and says when only the order of keys differs", () => {
    expect(describePlace(disagreement)).toBe("the results differ in payload 1, at metadata (the order of keys)");
  });

  it("has no payload where the config is to blame", () => {
    expect(describePlace({ ...disagreement, place: "create", variant: undefined })).toBe(
      "only one side takes the config",
    );
  });
});

describe("describeSide", () => {
  it.each([
    [{ kind: "absent" }, "(absent)"],
    [{ kind: "error", message: "too deep" }, 'throws "too deep"'],
    [{ kind: "value", value: { a: [1] } }, '{"a":[1]}'],
    [{ kind: "value", value: undefined }, "undefined"],
  ] as const)("shows %j as %s", (side, text) => {
    expect(describeSide(side, shortJson)).toBe(text);
  });

  it("cuts long values", () => {
    const text = describeSide({ kind: "value", value: "x".repeat(500) }, shortJson);
    expect(text).toHaveLength(80);
    expect(text.endsWith("…")).toBe(true);
  });
});

describe("describeVerdict", () => {
  it("rates, and says what follows", () => {
    expect(describeVerdict({ kind: "rated", rating: "GREAT" }, "pii")).toBe("GREAT: recommended for production");
  });

  it("rates nothing that disagrees or is not complete", () => {
    expect(describeVerdict({ kind: "disagreed", scenarios: 1 }, "pii")).toBe(
      "DISAGREEMENT in 1 scenario: not comparable; mcpplugins diff-test pii finds out more",
    );
    expect(describeVerdict({ kind: "incomplete", measured: 2, scenarios: 3 }, "pii")).toBe(
      "NO RATING: 2 of 3 scenarios measured",
    );
  });
});

describe("the small formats", () => {
  it("give a scenario without text no throughput", () => {
    expect([formatThroughput(0), formatThroughput(82.5e6)]).toEqual(["-", "82.5 MB/s"]);
  });

  it("round p-values that are as good as 0", () => {
    expect([formatPValue(1e-9), formatPValue(0.0432)]).toEqual(["p < 0.001", "p = 0.043"]);
  });

  it("say from which size native pays, or that it doesn't", () => {
    const overall = {
      geometricMean: 2,
      interval: { low: 1, high: 3 },
      smallest: { ratio: 1, scenario: "a" },
      noiseFloor: 0,
    };
    expect(describePaysFrom({ ...overall, paysFrom: 16 })).toBe("pays from 16 B");
    expect(describePaysFrom({ ...overall, paysFrom: undefined })).toBe("does not pay at the largest size");
  });

  it("tell what to do about a debug build and a noisy machine", () => {
    expect(describeNote({ code: "debug-addon", profile: "debug" }, "pii")).toMatch(/run: mcpplugins build pii$/);
    expect(describeNote({ code: "noisy", noiseFloor: 0.234 }, "pii")).toContain("differences below 23.4%");
  });
});
