import type { TimedCalls } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Pacer } from "./pacer.ts";
import { median } from "./statistics/quantile.ts";

/** A batch takes about this long: far above the clock's resolution, far below the time between garbage collections. */
const BATCH_NS = 200e3;

/** Compilers get this long, however little time there is: a cold call tells nothing. */
const WARM_UP_NS = 50e6;
const WINDOW = 5;
const STABLE = 0.03;
/** A batch of fewer rounds is not stretched to whole ones. */
const WHOLE_ROUNDS = 4;
/** So many pairs are taken, however late it is on a machine that is busy, where they need no longer than this without it. */
const ENOUGH_PAIRS = 100;
const ENOUGH_NS = 100e6;

/** Calls that are timed together, and what one of them took in each sample, in nanoseconds. */
export interface Series {
  readonly calls: number;
  readonly samples: readonly number[];
}

/** A sample as it is written: a thousandth of a nanosecond is more than it knows. */
export function roundSample(nanoseconds: number): number {
  return Number(nanoseconds.toFixed(3));
}

/** Two series that were sampled in turns; the samples at one index were taken next to each other. */
export interface PairedSeries {
  readonly first: Series;
  readonly second: Series;
}

export interface SamplingLimits {
  /** When to stop, by the clock, once there are enough pairs. */
  readonly until: number;
  readonly fewestPairs: number;
  readonly mostPairs: number;
}

/** Calls that are warm, how many of them make a batch, and what such a batch takes when nothing comes between. */
export interface WarmCalls {
  readonly calls: TimedCalls;
  readonly batch: number;
  readonly batchNs: number;
}

/**
 * Calls until the time of a call settles: until the compilers have had their time and the medians of two windows in a row are
 * close, at the latest at `until`.
 */
export async function warmUp(calls: TimedCalls, clock: Clock, until: number, pacer: Pacer): Promise<WarmCalls> {
  const earliest = clock.now() + WARM_UP_NS;
  let batch = 1;
  let times: number[] = [];
  do {
    const elapsed = await calls.run(batch);
    times.push(elapsed / batch);
    if (elapsed < BATCH_NS / 2) {
      batch *= 2;
      times = times.slice(-1);
    }
    await pacer.breathe();
  } while (clock.now() < earliest || (clock.now() < until && !isStable(times)));
  // The least, for what comes between only ever makes a call slower.
  const callNs = Math.min(...times.slice(-2 * WINDOW));
  const size = batchOf(callNs, calls.payloads);
  return { calls, batch: size, batchNs: size * callNs };
}

function isStable(times: readonly number[]): boolean {
  if (times.length < 2 * WINDOW) return false;
  const before = median(times.slice(-2 * WINDOW, -WINDOW));
  const now = median(times.slice(-WINDOW));
  return Math.abs(now - before) <= STABLE * before;
}

/** As many calls as fill the time of a batch; in whole rounds of the payloads where that makes little difference. */
function batchOf(callNs: number, payloads: number): number {
  const wanted = Math.max(1, Math.ceil(BATCH_NS / callNs));
  return wanted < WHOLE_ROUNDS * payloads ? wanted : Math.round(wanted / payloads) * payloads;
}

/** Two sides that are compared. */
export type Couple = readonly [WarmCalls, WarmCalls];

/**
 * Samples the two sides of each couple in turns, in the order ABBA, so that neither always comes first. The couples take turns
 * too: they see the same machine.
 */
export async function sampleCouples<const Couples extends readonly Couple[]>(
  couples: Couples,
  { until, fewestPairs, mostPairs }: SamplingLimits,
  clock: Clock,
  pacer: Pacer,
): Promise<{ readonly [At in keyof Couples]: PairedSeries }> {
  const sampled = couples.map(([first, second]) => ({
    first: { calls: first.batch, samples: [] as number[] },
    second: { calls: second.batch, samples: [] as number[] },
  }));
  const enough = Math.max(fewestPairs, quickPairs(couples));
  for (let pairs = 0; pairs < mostPairs; pairs += 2) {
    if (pairs >= enough && clock.now() >= until) break;
    for (const [at, [first, second]] of couples.entries()) {
      const series = sampled[at];
      series?.first.samples.push(await sample(first));
      series?.second.samples.push(await sample(second), await sample(second));
      series?.first.samples.push(await sample(first));
      await pacer.breathe();
    }
  }
  return sampled as { readonly [At in keyof Couples]: PairedSeries };
}

function quickPairs(couples: readonly Couple[]): number {
  const pairNs = couples.flat().reduce((sum, { batchNs }) => sum + batchNs, 0);
  return Math.min(ENOUGH_PAIRS, Math.floor(ENOUGH_NS / pairNs));
}

/** The time of one call, as the mean of a batch. */
async function sample({ calls, batch }: WarmCalls): Promise<number> {
  return (await calls.run(batch)) / batch;
}
