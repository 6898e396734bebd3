import { describe, expect, it } from "vitest";
import { planScenarios, selectScenarios } from "../../../src/bench/plan.ts";
import type { ScenarioSpec } from "../../../src/bench/scenario-file.ts";
import { textBytes } from "../../../src/bench/text-size.ts";
import { defineSamples } from "../../../src/plugin/samples.ts";

const samples = defineSamples({
  kinds: ["chat", "log"],
  vocabulary: [],
  sample: ({ size, random }) => ({
    name: "x",
    args: { text: String(Math.floor(random() * 10)).repeat(size), id: random() },
  }),
});

const looksAt = { tool_pre_invoke: "args" } as const;

function sampled(name: string, size: number): ScenarioSpec {
  return { name, hook: "tool_pre_invoke", sample: { kind: "chat", size, density: "clean" } };
}

const plan = (specs: readonly ScenarioSpec[], seed = 1) => planScenarios(specs, { samples, looksAt, seed });

describe("planScenarios", () => {
  it.each([
    [40, 512],
    [1_000, 512],
    [10_000, 100],
    [100_000, 10],
    [9_000_000, 2],
  ])("makes distinct payloads of %d characters, %d of them", (size, variants) => {
    const [scenario] = plan([sampled("a", size)]);
    expect(new Set(scenario?.payloads.map((payload) => JSON.stringify(payload))).size).toBe(variants);
    expect(scenario?.bytes).toBe(size);
  });

  it("makes the same payloads for the same seed, whichever other scenarios there are", () => {
    const [first, second] = plan([sampled("a", 40), sampled("b", 40)]);
    expect(plan([sampled("b", 40)])).toEqual([second]);
    expect(first?.payloads).not.toEqual(second?.payloads);
    expect(plan([sampled("a", 40)], 2)[0]?.payloads).not.toEqual(first?.payloads);
  });

  it("takes payloads as they are written, and averages their size", () => {
    const payloads = [
      { name: "x", args: { text: "aa" } },
      { name: "x", args: { text: "aaaaaa" } },
    ];
    const config = { block: true };
    const [scenario] = plan([{ name: "a", hook: "tool_pre_invoke", payloads, config }]);
    expect(scenario).toEqual({ name: "a", hook: "tool_pre_invoke", payloads, config, bytes: 4 });
  });

  it("refuses a kind of sample that the plugin doesn't make", () => {
    const spec = { ...sampled("a", 40), sample: { kind: "chatt", size: 40, density: "clean" } } as const;
    expect(() => plan([spec])).toThrow(
      "scenario 'a' asks for a sample of kind 'chatt'; there are chat, log; did you mean 'chat'?",
    );
    expect(() => planScenarios([spec], { samples: undefined, looksAt, seed: 1 })).toThrow("the plugin has no samples");
  });
});

describe("selectScenarios", () => {
  const specs = ["Chat message, 40 B", "Chat message, 1 kB", "Single SSN"].map((name) => sampled(name, 40));
  const select = (...wanted: string[]) => selectScenarios(specs, wanted, "scenarios.yaml").map(({ name }) => name);

  it("takes all where nothing is asked for, and otherwise what has one of the texts in its name", () => {
    expect(select()).toHaveLength(3);
    expect(select("CHAT")).toEqual(["Chat message, 40 B", "Chat message, 1 kB"]);
    expect(select("ssn", "1 kb")).toEqual(["Chat message, 1 kB", "Single SSN"]);
  });

  it("refuses a text that is in no name, even beside one that is", () => {
    expect(() => select("chat", "card")).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: "no scenario of scenarios.yaml has 'card' in its name",
        details: "Chat message, 40 B\nChat message, 1 kB\nSingle SSN",
      }),
    );
  });
});

describe("textBytes", () => {
  const payload = { name: "né", args: { a: "né", b: ["x", 1, null, { c: "yz" }] }, headers: { h: "long header" } };

  it("counts the UTF-8 bytes of what a text plugin looks at", () => {
    expect(textBytes(payload, "tool_pre_invoke", looksAt)).toBe(6);
    expect(textBytes({ name: "x" }, "tool_pre_invoke", looksAt)).toBe(0);
  });

  it("counts every string value, and no key, for another plugin", () => {
    expect(textBytes(payload, "tool_pre_invoke", undefined)).toBe(3 + 6 + 11);
  });
});
