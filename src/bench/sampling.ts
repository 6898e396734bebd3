import type { TimedCalls } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Pacer } from "./pacer.ts";
import { median } from "./stats/quantile.ts";

/** A batch takes about this long: far above the clock's resolution, far below the time between garbage collections. */
const BATCH_NS = 500e3;

/** Compilers get this long, however little time there is: a cold call tells nothing. */
const WARM_UP_NS = 50e6;
const WINDOW = 5;
const STABLE = 0.03;

/** Calls that are timed together, and what one of them took in each sample, in nanoseconds. */
export interface Series {
  readonly calls: number;
  readonly samples: readonly number[];
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

/** Calls that are warm, and how many of them make a batch. */
export interface WarmCalls {
  readonly calls: TimedCalls;
  readonly batch: number;
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
  return { calls, batch: batchOf(median(times.slice(-WINDOW)), calls.payloads) };
}

function isStable(times: readonly number[]): boolean {
  if (times.length < 2 * WINDOW) return false;
  const before = median(times.slice(-2 * WINDOW, -WINDOW));
  const now = median(times.slice(-WINDOW));
  return Math.abs(now - before) <= STABLE * before;
}

/** As many calls as fill the time of a batch, in whole rounds of the payloads where one fits. */
function batchOf(callNs: number, payloads: number): number {
  const wanted = Math.max(1, Math.ceil(BATCH_NS / callNs));
  return wanted < payloads ? wanted : Math.ceil(wanted / payloads) * payloads;
}

/** Samples two sides in turns, in the order ABBA, so that neither always comes first. */
export async function samplePairs(
  first: WarmCalls,
  second: WarmCalls,
  limits: SamplingLimits,
  clock: Clock,
  pacer: Pacer,
): Promise<PairedSeries> {
  const samples: { readonly first: number[]; readonly second: number[] } = { first: [], second: [] };
  const firstTurn = async () => samples.first.push(await sample(first));
  const secondTurn = async () => samples.second.push(await sample(second));
  for (let pair = 0; pair < limits.mostPairs; pair++) {
    if (pair >= limits.fewestPairs && clock.now() >= limits.until) break;
    for (const turn of pair % 2 === 0 ? [firstTurn, secondTurn] : [secondTurn, firstTurn]) await turn();
    await pacer.breathe();
  }
  return {
    first: { calls: first.batch, samples: samples.first },
    second: { calls: second.batch, samples: samples.second },
  };
}

/** The time of one call, as the mean of a batch. */
async function sample({ calls, batch }: WarmCalls): Promise<number> {
  return (await calls.run(batch)) / batch;
}
