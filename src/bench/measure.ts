import { TimedCalls } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Contenders } from "./contender.ts";
import type { Pacer } from "./pacer.ts";
import { type PairedSeries, samplePairs, type WarmCalls, warmUp } from "./sampling.ts";
import type { Scenario } from "./scenario.ts";

/** The sides share a salt, or tokens and hashes would differ; what they log is dropped. */
const HOST = { salt: "bench", log: () => {} };

const WARM_UP_SHARE = 0.15;
const NOISE_SHARE = 0.45;
const MOST_PAIRS = 400;
/** However slow a call is: fewer make no interval. */
const FEWEST_PAIRS = 10;

/** The raw samples of one scenario. */
export interface Measurement {
  /** The baseline against a second instance of itself: what differs here is noise. */
  readonly noise: PairedSeries;
  /** The baseline (first) against the candidate (second). */
  readonly pairs: PairedSeries;
}

/**
 * Times one scenario: warms up, measures the noise, then the two sides in turns. Takes about `budget` nanoseconds, or longer
 * where the fewest samples that can be judged take longer.
 *
 * @throws {TimedCallError} when a call throws.
 */
export async function measure(
  scenario: Scenario,
  { baseline, candidate }: Contenders,
  budget: number,
  clock: Clock,
  pacer: Pacer,
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
    const sampleUntil = (until: number, other: WarmCalls) =>
      samplePairs(first, other, { until, fewestPairs: FEWEST_PAIRS, mostPairs: MOST_PAIRS }, clock, pacer);
    return {
      noise: await sampleUntil(start + budget * NOISE_SHARE, twin),
      pairs: await sampleUntil(start + budget, second),
    };
  } finally {
    for (const instance of instances) await instance.shutdown?.();
  }
}
