import { derivedSeed, randomOf } from "./random.ts";

/** A quarter of the groups keeps the default config: it is the one that most users run. */
const DEFAULT_EVERY = 4;

/**
 * Which options each group of calls varies: nothing, then every option alone, then every pair in an order that the seed
 * shuffles, and again from the start. An option comes up as often as its weight says. Its number is its place in the
 * list of options.
 */
export class Schedule {
  readonly #varied: readonly (readonly number[])[];

  constructor(weights: readonly number[], seed: number) {
    const singles: number[][] = [];
    const pairs: number[][] = [];
    for (const [first, weight] of weights.entries()) {
      singles.push(...repeat([first], weight));
      for (const [second, other] of weights.entries()) {
        if (second > first) pairs.push(...repeat([first, second], weight * other));
      }
    }
    const random = randomOf(derivedSeed(seed, -1));
    this.#varied = [...shuffle(singles, random), ...shuffle(pairs, random)];
  }

  /** The options that a group varies, counted from 0. */
  at(group: number): readonly number[] {
    if (group % DEFAULT_EVERY === 0 || this.#varied.length === 0) return [];
    const nth = group - Math.floor(group / DEFAULT_EVERY) - 1;
    return this.#varied[nth % this.#varied.length] ?? [];
  }
}

function shuffle<T>(items: T[], random: () => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}

function repeat<T>(item: T, times: number): T[] {
  return Array.from({ length: times }, () => item);
}
