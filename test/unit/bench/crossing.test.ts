import { describe, expect, it } from "vitest";
import { measureCrossing } from "../../../src/bench/crossing.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import type { Plugin } from "../../../src/runtime/open-plugin.ts";
import { type FakeClock, fakeClock } from "./fake.ts";

/** A native text plugin whose crossings take so long. */
function pluginOf(clock: FakeClock, cost: number, isText = true): Plugin {
  const scan = (): undefined => clock.spend(cost) as undefined;
  const instance = {
    hooks: ["tool_pre_invoke"],
    ...(isText ? { text: { engine: { scan } } } : {}),
  } as unknown as PluginInstance;
  return { create: () => instance } as unknown as Plugin;
}

describe("measureCrossing", () => {
  it("finds the known cost of a crossing", async () => {
    const clock = fakeClock();
    const crossing = await measureCrossing(pluginOf(clock, 40), clock, undefined);
    expect(crossing?.median).toBeCloseTo(40, 9);
    expect(crossing?.samples).toHaveLength(50);
  });

  it("has nothing to say of a plugin whose crossing is a whole call, or that can't be made without a config", async () => {
    const clock = fakeClock();
    const refuses = {
      create: () => {
        throw new Error("needs a key");
      },
    } as unknown as Plugin;
    expect(await measureCrossing(pluginOf(clock, 40, false), clock, undefined)).toBeUndefined();
    expect(await measureCrossing(refuses, clock, undefined)).toBeUndefined();
  });

  it("is left out after Ctrl-C", async () => {
    const clock = fakeClock();
    expect(await measureCrossing(pluginOf(clock, 1e6), clock, AbortSignal.abort())).toBeUndefined();
  });
});
