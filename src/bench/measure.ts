import { TimedCalls } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Contenders } from "./contender.ts";
import { type CallMemory, measureMemory, type MemoryProbe } from "./memory.ts";
import type { Pacer } from "./pacer.ts";
import { type PairedSeries, sampleCouples, type WarmCalls, warmUp } from "./sampling.ts";
import type { Scenario } from "./scenario.ts";
import { median } from "./statistics/quantile.ts";

/** The sides share a salt, or tokens and hashes would differ; what they log is dropped. */
export const HOST = { salt: "bench", log: () => {} };

/** How much of the time for a scenario goes into warming up. */
export const WARM_UP_SHARE = 0.15;
export const MOST_PAIRS = 600;
/** However slow a call is: fewer make no interval. */
export const FEWEST_PAIRS = 10;

/** The raw samples of one scenario. */
export interface Measurement {
  /** The baseline against a second instance of itself: what differs here is noise. */
  readonly noise: PairedSeries;
  /** The baseline (first) against the candidate (second). */
  readonly pairs: PairedSeries;
  /** Of the two sides, looked at after the last sample. */
  readonly memory?: { readonly first: CallMemory; readonly second: CallMemory } | undefined;
}

/** What a measurement is made with. */
export interface Instruments {
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly memory?: MemoryProbe | undefined;
}

/**
 * Times one scenario: warms up, then samples the noise and the two sides in turns. Takes about `budget` nanoseconds, or longer
 * where the fewest samples that can be judged take longer.
 *
 * @throws {TimedCallError} when a call throws.
 */
export async function measure(
  scenario: Scenario,
  { baseline, candidate }: Contenders,
  budget: number,
  { clock, pacer, memory }: Instruments,
): Promise<Measurement> {
  const instances = [baseline, baseline, candidate].map((contender) => contender.create(scenario.config, HOST));
  try {
    const start = clock.now();
    const warm: WarmCalls[] = [];
    for (const [index, instance] of instances.entries()) {
      const calls = await TimedCalls.open(instance, scenario, clock);
      const until = start + (budget * WARM_UP_SHARE * (index + 1)) / instances.length;
      warm.push(await warmUp(calls, clock, until, pacer));
    }
    const [first, twin, second] = warm as [WarmCalls, WarmCalls, WarmCalls];
    // The same code in batches of another size would be another measurement.
    const couples = [
      [first, { ...twin, batch: first.batch }],
      [first, second],
    ] as const;
    const limits = { until: start + budget, fewestPairs: FEWEST_PAIRS, mostPairs: MOST_PAIRS };
    const [noise, pairs] = await sampleCouples(couples, limits, clock, pacer);
    if (memory === undefined) return { noise, pairs };
    const ofFirst = await measureMemory(first, median(pairs.first.samples), memory);
    const ofSecond = await measureMemory(second, median(pairs.second.samples), memory);
    return { noise, pairs, memory: { first: ofFirst, second: ofSecond } };
  } finally {
    for (const instance of instances) await instance.shutdown?.();
  }
}
