import { describe, expect, it } from "vitest";
import { TimedCalls } from "../../../src/bench/calls.ts";
import { measureMemory, type MemoryProbe, systemMemory } from "../../../src/bench/memory.ts";
import { fakeClock, fakeContender, scenario } from "./fake.ts";

async function warmCalls() {
  const clock = fakeClock();
  const contender = fakeContender("native", clock, { cost: 100 });
  const instance = contender.create({}, { salt: "", log: () => {} });
  return {
    contender,
    warm: { calls: await TimedCalls.open(instance, scenario("one", 1), clock), batch: 1, batchNs: 500e3 },
  };
}

/** Says that each act allocates so many bytes. */
function probeOf(allocated: number): MemoryProbe {
  return {
    watch: async (act) => {
      await act();
      return { allocated, residentGrowth: 4096 };
    },
  };
}

describe("measureMemory", () => {
  it.each([
    { callNs: 1000, calls: 20_000 },
    { callNs: 100_000, calls: 200 },
    { callNs: 5e9, calls: 1 },
  ])("watches $calls calls where one takes $callNs ns", async ({ callNs, calls }) => {
    const { contender, warm } = await warmCalls();
    const before = contender.calls();
    const memory = await measureMemory(warm, callNs, probeOf(calls * 64));
    expect(memory).toEqual({ calls, heap: 64, residentGrowth: 4096 });
    expect(contender.calls() - before).toBe(calls);
  });

  it("never says that a call gives memory back", async () => {
    const { warm } = await warmCalls();
    expect(await measureMemory(warm, 1e6, probeOf(-500))).toMatchObject({ heap: 0 });
  });
});

describe("systemMemory", () => {
  it("counts what was allocated, also what a collection has freed meanwhile", async () => {
    const kept: unknown[] = [];
    const floats = 2000;
    const { allocated } = await systemMemory().watch(async () => {
      for (let round = 0; round < 2000; round++) kept[round % 4] = Array.from({ length: floats }, (_, at) => at + 0.5);
    });
    const least = 2000 * floats * 8;
    expect(allocated).toBeGreaterThan(least);
    expect(allocated).toBeLessThan(least * 8);
  });
});
