import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type {
  Density,
  HookName,
  LooksAt,
  PluginInstance,
  PluginResult,
  SampleRequest,
  Samples,
} from "../../../../src/plugin/index.ts";

/** A plugin, and what its samples must keep to. */
export interface SampledPlugin<Config> {
  readonly slug: string;
  readonly samples: Samples;
  readonly looksAt: LooksAt;
  /** The kinds that are one text. */
  readonly textKinds: readonly string[];
  /** Characters for each finding: more than the first, less than the second. */
  readonly spacing: Readonly<Record<Exclude<Density, "clean">, readonly [above: number, below: number]>>;
  /** Every type that the plugin looks for. */
  readonly types: readonly string[];
  /** A config that looks for all of them. */
  readonly everyType: Config;
  readonly create: (config?: Config) => PluginInstance;
  readonly invoke: (plugin: PluginInstance, hook: HookName, payload: unknown) => PluginResult;
}

interface Scenario<Config> {
  readonly name: string;
  readonly hook: HookName;
  readonly config?: Config;
  readonly payload?: unknown;
  readonly payloads?: readonly unknown[];
  readonly sample?: Omit<SampleRequest, "hook" | "random">;
}

const SIZE = 20_000;

/** A small generator (Park and Miller's) that gives the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A sample of a tool's result, unless told otherwise. */
export function takeSample(
  samples: Samples,
  kind: string,
  density: Density,
  options: Partial<SampleRequest> = {},
): unknown {
  return samples.sample({ kind, density, hook: "tool_post_invoke", size: SIZE, random: seeded(7), ...options });
}

/** How much the default config finds in a payload. */
export function countFindings<Config>(
  { slug, create, invoke }: SampledPlugin<Config>,
  payload: unknown,
  hook: HookName = "tool_post_invoke",
): number {
  const { metadata } = invoke(create(), hook, payload);
  return (metadata[slug] as { total_detections: number } | undefined)?.total_detections ?? 0;
}

/** What holds for the samples and the scenarios of every plugin that finds something in texts. */
export function describeSamples<Config>(plugin: SampledPlugin<Config>): void {
  const { samples, spacing } = plugin;
  const sample = takeSample.bind(undefined, samples);
  const countOf = (payload: unknown, hook?: HookName): number => countFindings(plugin, payload, hook);

  describe.each(samples.kinds)("samples of kind %s", (kind) => {
    it.each([1, 2, 3])("have nothing to find when clean (seed %d)", (seed) => {
      expect(countOf(sample(kind, "clean", { random: seeded(seed) }))).toBe(0);
    });

    it.each([
      ["sparse", ...spacing.sparse],
      ["dense", ...spacing.dense],
    ] as const)("when %s, have one piece in more than %d and less than %d characters", (density, above, below) => {
      const characters = SIZE / countOf(sample(kind, density));
      expect(characters).toBeGreaterThan(above);
      expect(characters).toBeLessThan(below);
    });

    it("are the same for the same seed, and differ for another", () => {
      expect(sample(kind, "dense")).toEqual(sample(kind, "dense"));
      expect(sample(kind, "dense", { random: seeded(8) })).not.toEqual(sample(kind, "dense"));
    });
  });

  it.each(plugin.textKinds)("a text of kind %s has the size asked for", (kind) => {
    expect(sample(kind, "sparse")).toHaveProperty("result.length", SIZE);
  });

  it.each(Object.keys(plugin.looksAt) as HookName[])("the hook %s finds something in every kind of sample", (hook) => {
    for (const kind of samples.kinds) {
      expect(countOf(sample(kind, "sparse", { hook, size: 1000 }), hook), kind).toBeGreaterThan(0);
    }
  });

  it("refuses kinds and hooks that it does not know", () => {
    expect(() => sample("letters", "clean")).toThrow("there is no kind of sample 'letters'");
    expect(() => sample("chat", "clean", { hook: "evaluate" })).toThrow("no samples for the hook 'evaluate'");
  });

  it("the vocabulary has hits for every type", () => {
    const instance = plugin.create(plugin.everyType);
    const types = samples.vocabulary.flatMap((text) => instance.find?.(text) ?? []).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(plugin.types));
  });

  describe("scenarios.yaml", () => {
    const url = new URL(`../../../../src/plugins/${plugin.slug}/scenarios.yaml`, import.meta.url);
    const { scenarios } = parse(readFileSync(url, "utf8")) as { scenarios: Scenario<Config>[] };

    it("gives each scenario a name of its own", () => {
      expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    });

    it.each(scenarios)("runs: $name", ({ name, hook, config, payload, payloads, sample: wanted }) => {
      const ways = [payload, payloads, wanted].filter((way) => way !== undefined);
      expect(ways).toHaveLength(1);
      const made = wanted && samples.sample({ ...wanted, hook, random: seeded(1) });
      for (const given of payloads ?? [payload ?? made]) {
        const { metadata } = plugin.invoke(plugin.create(config), hook, given);
        expect(metadata[plugin.slug] === undefined).toBe(/clean|Empty/.test(name));
      }
    });
  });
}
