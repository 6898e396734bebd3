import { describe, expect, it } from "vitest";
import { compare, type Comparison } from "../../../src/bench/compare.ts";
import type { Contender } from "../../../src/bench/contender.ts";
import type { RunProgress } from "../../../src/bench/in-turn.ts";
import type { Measured, ScenarioOutcome } from "../../../src/bench/outcome.ts";
import type { Scenario } from "../../../src/bench/scenario.ts";
import { seededRandom } from "../../../src/bench/statistics/random.ts";
import { ALLOW } from "../../../src/plugin/result.ts";
import { type FakeClock, fakeClock, fakeContender, FLOOR, scenario } from "./fake.ts";

const SECOND = 1e9;

function run(
  clock: FakeClock,
  baseline: Contender,
  candidate: Contender,
  scenarios: readonly Scenario[],
  options: { seconds?: number; signal?: AbortSignal; onProgress?: (progress: RunProgress) => void } = {},
): Promise<Comparison> {
  const { seconds = 1, ...rest } = options;
  return compare(FLOOR, scenarios, { baseline, candidate }, { clock, budget: seconds * SECOND, seed: 1, ...rest });
}

function measured(outcome: ScenarioOutcome | undefined): Measured {
  if (outcome?.status !== "measured") throw new Error(`expected a measured scenario, got ${outcome?.status}`);
  return outcome;
}

/** A cost that strays by up to a tenth either way. */
function noisy(around: number, seed: number): () => number {
  const random = seededRandom(seed);
  return () => around * (0.9 + 0.2 * random());
}

const bytesOf = (payload: unknown): number => (payload as { args?: { bytes: number } }).args?.bytes ?? 0;

describe("compare", () => {
  it("finds the ratio of two known costs", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 1200 });
    const candidate = fakeContender("native", clock, { cost: 200 });
    const { scenarios, overall, verdict, floor } = await run(clock, baseline, candidate, [scenario("one", 60)]);
    const { summary, measurement } = measured(scenarios[0]);
    expect(summary.baseline.median).toBeCloseTo(1200, 6);
    expect(summary.candidate).toMatchObject({ callsPerSecond: expect.closeTo(5e6, 3) as number });
    expect(summary.candidate.bytesPerSecond).toBeCloseTo(3e8, 0);
    expect(summary.ratio).toBeCloseTo(6, 9);
    // Nothing is known better than to a thousandth.
    expect(summary.interval.low).toBeCloseTo(6 / 1.001, 9);
    expect(summary.interval.high).toBeCloseTo(6 * 1.001, 9);
    expect(summary.difference).toBe("faster");
    expect(summary.noiseFloor).toBeCloseTo(0, 9);
    expect(measurement.pairs.first.samples.length).toBeGreaterThanOrEqual(30);
    expect(overall?.geometricMean).toBeCloseTo(6, 9);
    expect(verdict).toEqual({ kind: "rated", rating: "GREAT" });
    expect(measured(floor).summary.baseline.median).toBeCloseTo(1200, 6);
  });

  it("puts the true ratio inside the interval when calls are noisy", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: noisy(900e3, 3) });
    const candidate = fakeContender("native", clock, { cost: noisy(300e3, 4) });
    const { scenarios } = await run(clock, baseline, candidate, [scenario("one", 100)]);
    const { interval, pValue, difference } = measured(scenarios[0]).summary;
    expect(interval.low).toBeLessThan(3);
    expect(interval.high).toBeGreaterThan(3);
    expect(pValue).toBeLessThan(1e-6);
    expect(difference).toBe("faster");
  });

  it("sees no difference between an implementation and itself", async () => {
    const clock = fakeClock();
    const side = (seed: number) => fakeContender("fallback", clock, { cost: noisy(400e3, seed) });
    const { scenarios, verdict } = await run(clock, side(1), side(2), [scenario("one", 100), scenario("two", 200)]);
    for (const outcome of scenarios) {
      const { difference, noiseFloor } = measured(outcome).summary;
      expect(difference).toBe("none");
      expect(noiseFloor).toBeGreaterThan(0);
      expect(noiseFloor).toBeLessThan(0.1);
    }
    expect(verdict).toEqual({ kind: "rated", rating: "NATIVE DOES NOT PAY" });
  });

  it("says so when native is slower", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 100 });
    const candidate = fakeContender("native", clock, { cost: 250 });
    const { scenarios, overall, verdict } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(measured(scenarios[0]).summary).toMatchObject({ difference: "slower" });
    expect(overall).toMatchObject({ paysFrom: undefined, smallest: { scenario: "one" } });
    expect(verdict).toEqual({ kind: "rated", rating: "NATIVE DOES NOT PAY" });
  });

  it("names the smallest size from which native pays", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: (payload) => 20 + 10 * bytesOf(payload) });
    const candidate = fakeContender("native", clock, { cost: (payload) => 220 + bytesOf(payload) });
    const sizes = [1000, 10, 100, 40];
    const { overall } = await run(
      clock,
      baseline,
      candidate,
      sizes.map((bytes) => scenario(`${bytes} B`, bytes)),
    );
    expect(overall?.paysFrom).toBe(40);
    expect(overall?.smallest.scenario).toBe("10 B");
  });

  it("never times what disagrees, and says where", async () => {
    const clock = fakeClock();
    const odd = (payload: unknown): boolean => (payload as { args?: { variant?: number } }).args?.variant === 2;
    const baseline = fakeContender("fallback", clock, { cost: 100 });
    const candidate = fakeContender("native", clock, {
      cost: 10,
      answer: (payload) => (odd(payload) ? { ...ALLOW, modified_payload: { args: { text: "a" } } } : ALLOW),
    });
    const { scenarios, verdict, overall } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(scenarios[0]).toMatchObject({
      status: "disagreed",
      disagreement: {
        place: "result",
        path: "modified_payload",
        variant: 2,
        baseline: { kind: "absent" },
        candidate: { kind: "value", value: { args: { text: "a" } } },
      },
    });
    expect(overall).toBeUndefined();
    expect(verdict).toEqual({ kind: "disagreed", scenarios: 1 });
    const alone = fakeContender("native", clock, { cost: 10, answer: () => ({ ...ALLOW, metadata: { a: 1 } }) });
    await run(clock, baseline, alone, [scenario("one", 10)]);
    expect(alone.calls()).toBe(2);
  });

  it("takes a message that only one side throws for a disagreement", async () => {
    const clock = fakeClock();
    const throws = (message: string) => () => {
      throw new Error(message);
    };
    const baseline = fakeContender("fallback", clock, { cost: 100, answer: throws("too deep") });
    const candidate = fakeContender("native", clock, { cost: 10 });
    const { scenarios } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(scenarios[0]).toMatchObject({
      status: "disagreed",
      disagreement: { place: "result", path: "(top)", baseline: { kind: "error", message: "too deep" } },
    });
  });

  it("takes a config that only one side refuses for a disagreement", async () => {
    const clock = fakeClock();
    const refuse = (): void => {
      throw new Error("bad key");
    };
    const baseline = fakeContender("fallback", clock, { cost: 100 });
    const candidate = fakeContender("native", clock, { cost: 10, create: refuse });
    const { scenarios } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(scenarios[0]).toMatchObject({
      status: "disagreed",
      disagreement: { place: "create", variant: undefined, candidate: { kind: "error", message: "bad key" } },
    });
  });

  it("does not rate a comparison in which a scenario throws on both sides", async () => {
    const clock = fakeClock();
    const answer = (payload: unknown) => {
      if (bytesOf(payload) === 20) throw new Error("no such hook");
      return ALLOW;
    };
    const baseline = fakeContender("fallback", clock, { cost: 100, answer });
    const candidate = fakeContender("native", clock, { cost: 10, answer });
    const { scenarios, verdict } = await run(clock, baseline, candidate, [scenario("one", 10), scenario("two", 20)]);
    expect(scenarios.map(({ status }) => status)).toEqual(["measured", "failed"]);
    expect(scenarios[1]).toMatchObject({ message: "no such hook" });
    expect(verdict).toEqual({ kind: "incomplete", measured: 1, scenarios: 2 });
  });

  it("reports a call that only throws while it is timed", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 1000 });
    const candidate = fakeContender("native", clock, {
      cost: 1000,
      answer: () => {
        if (candidate.calls() > 100) throw new Error("worn out");
        return ALLOW;
      },
    });
    const { floor, scenarios } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(floor).toMatchObject({ status: "failed", message: "worn out" });
    expect(scenarios[0]).toMatchObject({ status: "disagreed" });
  });

  it("awaits hooks that answer with a promise", async () => {
    const clock = fakeClock();
    const later = () => Promise.resolve(ALLOW);
    const baseline = fakeContender("fallback", clock, { cost: 40e3, answer: later });
    const candidate = fakeContender("native", clock, { cost: 10e3 });
    const { scenarios } = await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect(measured(scenarios[0]).summary.ratio).toBeCloseTo(4, 9);
  });

  it("keeps to its time, and takes the fewest samples that can be judged where that is too short", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 20e3 });
    const candidate = fakeContender("native", clock, { cost: 10e3 });
    await run(clock, baseline, candidate, [scenario("one", 10), scenario("two", 20)], { seconds: 2 });
    expect(clock.now()).toBeGreaterThan(1 * SECOND);
    expect(clock.now()).toBeLessThan(2.1 * SECOND);

    const slowClock = fakeClock();
    const slow = fakeContender("fallback", slowClock, { cost: 50e6 });
    const fast = fakeContender("native", slowClock, { cost: 5e6 });
    const { scenarios } = await run(slowClock, slow, fast, [scenario("big", 1e6)], { seconds: 0.1 });
    const { noise, pairs } = measured(scenarios[0]).measurement;
    expect(noise.first).toMatchObject({ calls: 1 });
    expect([noise.first.samples.length, noise.second.samples.length]).toEqual([10, 10]);
    expect([pairs.first.samples.length, pairs.second.samples.length]).toEqual([10, 10]);
  });

  it("fills batches with calls, in whole rounds of the payloads", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 900 });
    const candidate = fakeContender("native", clock, { cost: 90 });
    const { scenarios } = await run(clock, baseline, candidate, [scenario("one", 10, 7)]);
    const { pairs } = measured(scenarios[0]).measurement;
    for (const { calls, samples } of [pairs.first, pairs.second]) {
      expect(calls % 7).toBe(0);
      expect(calls * (samples[0] ?? 0)).toBeGreaterThanOrEqual(200e3);
      expect(calls * (samples[0] ?? 0)).toBeLessThan(1e6);
    }
  });

  it("shuts down every instance that it made", async () => {
    const clock = fakeClock();
    const baseline = fakeContender("fallback", clock, { cost: 10e3 });
    const candidate = fakeContender("native", clock, { cost: 10e3 });
    await run(clock, baseline, candidate, [scenario("one", 10)]);
    expect([baseline.open(), candidate.open()]).toEqual([0, 0]);
  });

  it("keeps what was measured before Ctrl-C, and marks it as partial", async () => {
    const abort = new AbortController();
    const clock = fakeClock((now) => {
      if (now > 1.6 * SECOND) abort.abort();
    });
    const baseline = fakeContender("fallback", clock, { cost: 20e3 });
    const candidate = fakeContender("native", clock, { cost: 10e3 });
    const scenarios = [scenario("one", 10), scenario("two", 20), scenario("three", 30)];
    const result = await run(clock, baseline, candidate, scenarios, { seconds: 4, signal: abort.signal });
    expect(result.partial).toBe(true);
    expect(result.scenarios.map(({ status }) => status)).toEqual(["measured", "interrupted", "interrupted"]);
    expect(result.verdict).toEqual({ kind: "incomplete", measured: 1, scenarios: 3 });
    expect([baseline.open(), candidate.open()]).toEqual([0, 0]);
  });

  it("tells what is running and how long it will still take", async () => {
    const clock = fakeClock();
    const seen: RunProgress[] = [];
    const side = () => fakeContender("native", clock, { cost: 10e3 });
    const onProgress = (progress: RunProgress): void => void seen.push(progress);
    await run(clock, side(), side(), [scenario("one", 10)], { seconds: 2, onProgress });
    expect(seen[0]).toEqual({ scenario: "call floor", index: 0, total: 2, left: 2 * SECOND });
    expect(seen.at(-1)).toMatchObject({ scenario: "one", index: 1, total: 2 });
    for (const [index, { left }] of seen.entries()) expect(left).toBeLessThanOrEqual(seen[index - 1]?.left ?? left);
    expect(clock.pauses()).toBeGreaterThan(10);
  });

  it("gives the same figures for the same seed", async () => {
    const once = async () => {
      const clock = fakeClock();
      const baseline = fakeContender("fallback", clock, { cost: noisy(900e3, 1) });
      const candidate = fakeContender("native", clock, { cost: noisy(300e3, 2) });
      return run(clock, baseline, candidate, [scenario("one", 100)]);
    };
    expect(await once()).toEqual(await once());
  });
});
