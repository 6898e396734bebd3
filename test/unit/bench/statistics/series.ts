import { type Random, seededRandom } from "../../../../src/bench/statistics/random.ts";

/** Numbers from a normal distribution (Box and Muller). */
export function normal(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Positive values around 1 in the median, each of which keeps a part of the one before it: 0 keeps nothing. */
export function series(length: number, keeps: number, ...seed: number[]): number[] {
  const next = normal(seededRandom(...seed));
  let state = next() / Math.sqrt(1 - keeps ** 2);
  return Array.from({ length }, () => {
    state = keeps * state + next();
    return Math.exp(state / 10);
  });
}
