import { describe, expect, it } from "vitest";
import { TimedCalls } from "../../../src/bench/calls.ts";
import { createPacer } from "../../../src/bench/pacer.ts";
import { sampleCouples, type WarmCalls, warmUp } from "../../../src/bench/sampling.ts";
import { type FakeClock, fakeClock, fakeContender, scenario } from "./fake.ts";

const HOST = { salt: "", log: () => {} };
const NO_TIME = { until: 0, fewestPairs: 10, mostPairs: 600 };

const pacerOf = (clock: FakeClock) => createPacer(clock, undefined, () => {});

async function warm(clock: FakeClock, cost: number | (() => number), payloads = 4): Promise<WarmCalls> {
  const instance = fakeContender("fallback", clock, { cost }).create({}, HOST);
  return warmUp(await TimedCalls.open(instance, scenario("one", 10, payloads), clock), clock, 0, pacerOf(clock));
}

describe("sampleCouples", () => {
  it("takes turns in the order ABBA, and the couples by turns too", async () => {
    const clock = fakeClock();
    const order: string[] = [];
    const side = async (name: string): Promise<WarmCalls> =>
      warm(clock, () => {
        order.push(name);
        return 1e9;
      });
    const [a, b, c] = [await side("a"), await side("b"), await side("c")];
    order.length = 0;
    const couples = [
      [a, b],
      [a, c],
    ] as const;
    const [ab, ac] = await sampleCouples(couples, { ...NO_TIME, fewestPairs: 4 }, clock, pacerOf(clock));
    expect(order.join("")).toBe("abbaaccaabbaacca");
    for (const { samples } of [ab.first, ab.second, ac.first, ac.second]) expect(samples).toHaveLength(4);
  });

  it("takes a hundred pairs of quick calls, however late it is, and the fewest of slow ones", async () => {
    const clock = fakeClock();
    // A machine that is busy: now and then a call waits for 20 ms.
    let calls = 0;
    const quick = await warm(clock, () => (++calls % 200 === 0 ? 20e6 : 1000));
    const [pairs] = await sampleCouples([[quick, quick]], NO_TIME, clock, pacerOf(clock));
    expect(pairs.first.samples).toHaveLength(100);
    const slow = await warm(clock, 50e6);
    const [few] = await sampleCouples([[slow, slow]], NO_TIME, clock, pacerOf(clock));
    expect(few.first.samples).toHaveLength(10);
  });
});

describe("warmUp", () => {
  it("makes batches of the time that an undisturbed call takes", async () => {
    const clock = fakeClock();
    let calls = 0;
    const { batch, batchNs } = await warm(clock, () => (++calls % 300 === 0 ? 20e6 : 1000), 1);
    expect(batch).toBe(200);
    expect(batchNs).toBeCloseTo(200e3, 0);
  });

  it.each([
    [7, 203],
    [50, 200],
    [180, 200],
  ])(
    "fills a batch of quick calls with whole rounds of %d payloads where that changes little",
    async (payloads, batch) => {
      const clock = fakeClock();
      expect((await warm(clock, 1000, payloads)).batch).toBe(batch);
    },
  );
});
