import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Density, HookName, SampleRequest } from "../../../../src/plugin/index.ts";
import { LOOKS_AT } from "../../../../src/plugins/secrets_detection/decide.ts";
import samples from "../../../../src/plugins/secrets_detection/samples.ts";
import { createSecrets, invoke, only, TYPES } from "./secrets.ts";

const TEXT_KINDS = ["chat", "log", "code", "env", "prose"];
const SIZE = 20_000;

/** A small generator (Park and Miller's) that gives the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function sample(kind: string, density: Density, options: Partial<SampleRequest> = {}): unknown {
  return samples.sample({ kind, density, hook: "tool_post_invoke", size: SIZE, random: seeded(7), ...options });
}

function countOf(payload: unknown, hook: HookName = "tool_post_invoke"): number {
  const { metadata } = invoke(createSecrets(), hook, payload);
  return (metadata["secrets_detection"] as { total_detections: number } | undefined)?.total_detections ?? 0;
}

describe.each(samples.kinds)("samples of kind %s", (kind) => {
  it.each([1, 2, 3])("have no secrets when clean (seed %d)", (seed) => {
    expect(countOf(sample(kind, "clean", { random: seeded(seed) }))).toBe(0);
  });

  it("have about one secret in two thousand characters when sparse", () => {
    expect(SIZE / countOf(sample(kind, "sparse"))).toSatisfy((spacing: number) => 1600 < spacing && spacing < 2400);
  });

  it("have about one secret in 150 characters when dense", () => {
    expect(SIZE / countOf(sample(kind, "dense"))).toSatisfy((spacing: number) => 130 < spacing && spacing < 170);
  });

  it("are the same for the same seed, and differ for another", () => {
    expect(sample(kind, "dense")).toEqual(sample(kind, "dense"));
    expect(sample(kind, "dense", { random: seeded(8) })).not.toEqual(sample(kind, "dense"));
  });
});

it.each(TEXT_KINDS)("a text of kind %s has the size asked for", (kind) => {
  expect(sample(kind, "sparse")).toHaveProperty("result.length", SIZE);
});

it.each(Object.keys(LOOKS_AT) as HookName[])("a sample is found by the hook %s, whatever its kind", (hook) => {
  for (const kind of samples.kinds) {
    expect(countOf(sample(kind, "sparse", { hook, size: 1000 }), hook), kind).toBeGreaterThan(0);
  }
});

it("refuses kinds and hooks that it does not know", () => {
  expect(() => sample("letters", "clean")).toThrow("there is no kind of sample 'letters'");
  expect(() => sample("chat", "clean", { hook: "evaluate" })).toThrow("no samples for the hook 'evaluate'");
});

it("the vocabulary has hits for every type", () => {
  const secrets = createSecrets(only(...TYPES));
  const types = samples.vocabulary.flatMap((text) => secrets.find?.(text) ?? []).map(({ type }) => type);
  expect(new Set(types)).toEqual(new Set(TYPES));
});

describe("scenarios.yaml", () => {
  const url = new URL("../../../../src/plugins/secrets_detection/scenarios.yaml", import.meta.url);
  const { scenarios } = parse(readFileSync(url, "utf8")) as {
    scenarios: {
      name: string;
      hook: HookName;
      config?: object;
      payload?: unknown;
      sample?: Omit<SampleRequest, "hook" | "random">;
    }[];
  };

  it("gives each scenario a name of its own", () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });

  it.each(scenarios)("runs: $name", ({ name, hook, config, payload, sample: wanted }) => {
    expect(payload === undefined).toBe(wanted !== undefined);
    const given = wanted === undefined ? payload : samples.sample({ ...wanted, hook, random: seeded(1) });
    const { metadata } = invoke(createSecrets(config), hook, given);
    expect(metadata["secrets_detection"] === undefined).toBe(/clean|Empty/.test(name));
  });
});
