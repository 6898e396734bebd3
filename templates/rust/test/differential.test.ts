import { fileURLToPath } from "node:url";
import { createContext, type HookName } from "mcpplugins/plugin";
import { openPlugin } from "mcpplugins/runtime";
import { describe, expect, it } from "vitest";
import samples, { payloadOf } from "../samples.ts";

const CASES = 300;
const DENSITIES = ["clean", "sparse", "dense"] as const;
const CONFIGS = [{}, { block: true }, { label: "" }, { projects: ["ABC", "OPS"] }];

const plugin = await openPlugin(fileURLToPath(new URL("..", import.meta.url)));
if (plugin.native?.status !== "loaded") {
  throw new Error("The addon is not built, or can't be loaded. Run: npm run build");
}

/** Numbers in [0, 1): the same ones on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Pieces of the vocabulary side by side, so that they run into each other. */
function mixture(random: () => number): string {
  const { vocabulary } = samples;
  const pick = () => vocabulary[Math.floor(random() * vocabulary.length)] ?? "";
  return Array.from({ length: Math.floor(random() * 12) }, pick).join(random() < 0.5 ? " " : "");
}

/** What the plugin meets in use, of every kind and density in turn. */
function realistic(hook: HookName, index: number, random: () => number): unknown {
  const kind = samples.kinds[index % samples.kinds.length] ?? "";
  const density = DENSITIES[index % DENSITIES.length] ?? "clean";
  return samples.sample({ kind, hook, size: index * 10, density, random });
}

describe.each(CONFIGS)("with the config %j", (config) => {
  const fallback = plugin.create("fallback", config);
  const native = plugin.create("native", config);

  it.each(fallback.hooks)("native answers %s as the fallback does", async (hook) => {
    const random = seeded(1);
    let effects = 0;
    for (let index = 0; index < CASES; index++) {
      const isMixture = index % 2 === 0;
      const payload = isMixture ? payloadOf(hook, mixture(random)) : realistic(hook, index, random);
      const context = createContext(`case-${index}`);
      const expected = await fallback.invoke(hook, payload, context);
      const answer = await native.invoke(hook, payload, context);
      expect(answer, JSON.stringify(payload)).toEqual(expected);
      if (expected.modified_payload !== undefined || expected.violation !== undefined) effects++;
    }
    // Cases in which nothing happens would prove nothing.
    expect(effects).toBeGreaterThan(CASES / 10);
  });
});
