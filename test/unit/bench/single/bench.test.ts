import { describe, expect, it } from "vitest";
import { exitCodeOfSingle } from "../../../../src/bench/exit-code.ts";
import type { RunProgress } from "../../../../src/bench/in-turn.ts";
import { runBench, type SinglePlan, type SingleWorld } from "../../../../src/bench/single/bench.ts";
import { ALLOW } from "../../../../src/plugin/result.ts";
import type { Plugin } from "../../../../src/runtime/open-plugin.ts";
import { type FakeBehaviour, type FakeClock, fakeClock, fakeContender, FLOOR, scenario } from "../fake.ts";

const SECOND = 1e9;

function planOf(clock: FakeClock, behaviour: FakeBehaviour, names: readonly string[] = ["one"]): SinglePlan {
  const side = fakeContender("fallback", clock, behaviour);
  const plugin = {
    slug: "tickets",
    manifest: { version: "1.2.3", implementations: { fallback: "src/index.ts" } },
    native: undefined,
    create: (_implementation, config, host) => side.create(config as never, host as never),
  } as Pick<Plugin, "create" | "native"> as Plugin;
  return {
    plugin,
    project: ".",
    floor: FLOOR,
    scenarios: names.map((name, index) => scenario(name, (index + 1) * 10)),
    wanted: [],
    seed: 1,
    chosen: { implementation: "fallback", reason: "the plugin has no native side" },
  };
}

/** A yardstick of 10 µs, by the same clock. */
function world(clock: FakeClock): SingleWorld {
  const yardstick = fakeContender("fallback", clock, { cost: 10e3 });
  return { clock, yardstick: yardstick.create({}, { salt: "", log: () => {} }) };
}

describe("runBench", () => {
  it("finds the known cost of a call, and says what was timed and why", async () => {
    const clock = fakeClock();
    const report = await runBench(planOf(clock, { cost: 4000 }), { seconds: 1 }, world(clock));
    expect(report).toMatchObject({
      plugin: { name: "tickets", version: "1.2.3" },
      implementation: "fallback",
      reason: "the plugin has no native side",
      partial: false,
      noiseFloor: expect.closeTo(0, 9) as number,
    });
    const [one] = report.scenarios;
    if (one?.status !== "measured") throw new Error("expected a measured scenario");
    expect(one.summary.time.median).toBeCloseTo(4000, 6);
    expect(one.summary.time.callsPerSecond).toBeCloseTo(250_000, 3);
    expect(one.summary.interval.low).toBeCloseTo(4000, 6);
    expect(report.environment).not.toHaveProperty("native");
    expect(exitCodeOfSingle(report)).toBe(0);
  });

  it("reports what throws, and what refuses its config, without a time", async () => {
    const clock = fakeClock();
    const throws = () => {
      throw new Error("no such hook");
    };
    const failing = await runBench(planOf(clock, { cost: 10, answer: throws }), { seconds: 1 }, world(clock));
    expect(failing.scenarios[0]).toMatchObject({ status: "failed", message: "no such hook" });
    expect(exitCodeOfSingle(failing)).toBe(4);
    const refusing = await runBench(planOf(clock, { cost: 10, create: throws }), { seconds: 1 }, world(clock));
    expect(refusing.scenarios[0]).toMatchObject({ status: "failed", message: "no such hook" });
    expect(refusing.noiseFloor).toBeUndefined();
  });

  it("keeps what was timed before Ctrl-C, and marks it as partial", async () => {
    const abort = new AbortController();
    const clock = fakeClock((now) => {
      if (now > 1.6 * SECOND) abort.abort();
    });
    const plan = planOf(clock, { cost: 20e3, answer: () => ALLOW }, ["one", "two", "three"]);
    const report = await runBench(plan, { seconds: 3, signal: abort.signal }, world(clock));
    expect(report.partial).toBe(true);
    expect(report.scenarios.map(({ status }) => status)).toEqual(["measured", "interrupted", "interrupted"]);
  });

  it("tells how far it is", async () => {
    const clock = fakeClock();
    const seen: RunProgress[] = [];
    const onProgress = (progress: RunProgress): void => void seen.push(progress);
    await runBench(planOf(clock, { cost: 10e3 }), { seconds: 1, onProgress }, world(clock));
    expect(seen[0]).toEqual({ scenario: "call floor", index: 0, total: 2, left: SECOND });
    expect(seen.at(-1)).toMatchObject({ scenario: "one", index: 1, total: 2 });
  });
});
