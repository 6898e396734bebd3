import { planScenarios } from "../../../src/bench/plan.ts";
import type { Scenario } from "../../../src/bench/scenario.ts";
import type { ScenarioSpec } from "../../../src/bench/scenario-file.ts";
import type { Data } from "../../../src/difftest/data.ts";
import type { Density, Samples } from "../../../src/plugin/samples.ts";
import type { Slug } from "../../conformance/plugins/wheel.ts";

/** The name of the scenario without text. */
export const EMPTY = "empty";

const SEED = 1;
const HOOK = "tool_post_invoke";

/** Characters of text in a payload, with the names of these sizes. */
const SIZES = [
  [40, "40 B"],
  [100, "100 B"],
  [1000, "1 kB"],
  [10_000, "10 kB"],
  [100_000, "100 kB"],
  [1_000_000, "1 MB"],
] as const;

/** The smallest size of which the samples of many fields are made. */
const SMALLEST_NESTED = 1000;

/** What the findings are to lead to, and which of its samples has many fields. */
const PLUGINS: Readonly<Record<Slug, { readonly config: Data; readonly nested: string }>> = {
  pii_filter: { config: {}, nested: "users" },
  secrets_detection: { config: { redact: true, block_on_detection: false }, nested: "settings" },
};

const CONTENTS: readonly { readonly title: string; readonly kind: string; readonly density: Density }[] = [
  { title: "clean", kind: "chat", density: "clean" },
  { title: "sparse", kind: "chat", density: "sparse" },
  { title: "dense", kind: "chat", density: "dense" },
  { title: "non-ASCII", kind: "prose", density: "sparse" },
  { title: "nested", kind: "nested", density: "sparse" },
];

/** Tool results of each size and density, beginning with an empty one. */
export function specsOf(plugin: Slug): readonly ScenarioSpec[] {
  const { config, nested } = PLUGINS[plugin];
  const sampled = SIZES.flatMap(([size, name]) =>
    CONTENTS.filter(({ kind }) => kind !== "nested" || size >= SMALLEST_NESTED).map(
      ({ title, kind, density }): ScenarioSpec => ({
        name: `${name}, ${title}`,
        hook: HOOK,
        config,
        sample: { kind: kind === "nested" ? nested : kind, size, density },
      }),
    ),
  );
  return [{ name: EMPTY, hook: HOOK, config, payload: { name: "fetch", result: "" } }, ...sampled];
}

/** Makes a scenario's payloads; the same ones in every run. */
export function plan(spec: ScenarioSpec, samples: Samples | undefined): Scenario {
  const [scenario] = planScenarios([spec], { samples, looksAt: undefined, seed: SEED });
  if (scenario === undefined) throw new Error(`scenario '${spec.name}' has no plan`);
  return scenario;
}
