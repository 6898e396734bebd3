import { messageOf } from "../../errors.ts";
import type { PluginInstance } from "../../plugin/instance.ts";
import { TimedCallError, TimedCalls } from "../calls.ts";
import type { Contender } from "../contender.ts";
import { FEWEST_PAIRS, HOST, type Instruments, MOST_PAIRS, WARM_UP_SHARE } from "../measure.ts";
import { type CallMemory, measureMemory } from "../memory.ts";
import { type PairedSeries, sampleCouples, warmUp } from "../sampling.ts";
import type { Scenario } from "../scenario.ts";
import { median } from "../statistics/quantile.ts";

/** The raw samples of one implementation in one scenario. */
export interface SingleMeasurement {
  /** Two instances of the same code: what differs between them is noise. */
  readonly noise: PairedSeries;
  /** The implementation (first) against the yardstick (second). */
  readonly yard: PairedSeries;
  readonly memory?: CallMemory | undefined;
}

/**
 * Times one implementation, as two instances of it and against the yardstick. Takes about `budget` nanoseconds, or longer
 * where the fewest samples that can be judged take longer.
 *
 * @throws {TimedCallError} when a call throws, or the config is refused.
 */
export async function measureSingle(
  scenario: Scenario,
  { create }: Contender,
  yardstick: PluginInstance,
  budget: number,
  { clock, pacer, memory }: Instruments,
): Promise<SingleMeasurement> {
  const make = (): PluginInstance => {
    try {
      return create(scenario.config, HOST);
    } catch (cause) {
      throw new TimedCallError(messageOf(cause), { cause });
    }
  };
  const first = make();
  const twin = make();
  try {
    const start = clock.now();
    const until = start + budget * WARM_UP_SHARE;
    const warm = await warmUp(await TimedCalls.open(first, scenario, clock), clock, until, pacer);
    const warmTwin = await warmUp(await TimedCalls.open(twin, scenario, clock), clock, until, pacer);
    const stick = await TimedCalls.open(yardstick, scenario, clock);
    const couples = [
      [warm, { ...warmTwin, batch: warm.batch }],
      [warm, await warmUp(stick, clock, until, pacer)],
    ] as const;
    const limits = { until: start + budget, fewestPairs: FEWEST_PAIRS, mostPairs: MOST_PAIRS };
    const [noise, yard] = await sampleCouples(couples, limits, clock, pacer);
    if (memory === undefined) return { noise, yard };
    return { noise, yard, memory: await measureMemory(warm, median(yard.first.samples), memory) };
  } finally {
    await first.shutdown?.();
    await twin.shutdown?.();
  }
}
