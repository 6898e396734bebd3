/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed for part of a run, far from the seeds of other parts. */
export function derivedSeed(seed: number, part: number): number {
  return Math.floor(randomOf(seed ^ Math.imul(part + 1, 0x9e3779b1))() * 2 ** 31);
}
