/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded generator: the same parts of a seed give the same numbers, on every machine. SplitMix32 over an FNV-1a hash; good
 * enough to resample and to vary inputs, of no use for secrets.
 */
export function seededRandom(...seed: readonly (string | number)[]): Random {
  let state = fnv1a(seed.join("\u0000"));
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
