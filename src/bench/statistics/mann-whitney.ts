import { twoSidedNormal } from "./normal.ts";

export interface MannWhitney {
  /** How often a value of the first sample is above one of the second; ties count half. */
  readonly u: number;
  /** The two-sided chance of a U this far from the middle if both samples came from one distribution. */
  readonly p: number;
}

/** The largest chance that counts as none. */
export const SIGNIFICANT = 0.05;

/** Up to this size every count of arrangements is exact in a double. */
const EXACT_UP_TO = 20;

/**
 * The Mann-Whitney U test, two-sided. Small samples without ties get the exact distribution, all others the normal
 * approximation with corrections for ties and continuity; the same numbers as SciPy's `mannwhitneyu`.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const [n, m] = [first.length, second.length];
  const { rankSum, tieTerm } = rank(first, second);
  const u = rankSum - (n * (n + 1)) / 2;
  const upper = Math.max(u, n * m - u);
  const exact = tieTerm === 0 && n <= EXACT_UP_TO && m <= EXACT_UP_TO;
  const p = exact ? 2 * exactTail(n, m, upper) : approximatePValue(n, m, upper, tieTerm);
  return { u, p: Math.min(1, p) };
}

/** The sum of the first sample's ranks, ties sharing their mean, and the sum of t^3 - t over groups of t equal values. */
function rank(first: readonly number[], second: readonly number[]): { rankSum: number; tieTerm: number } {
  const all = [...first.map((value) => ({ value, own: 1 })), ...second.map((value) => ({ value, own: 0 }))];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let tieTerm = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    let own = 0;
    for (; end < all.length && all[end]?.value === all[start]?.value; end++) own += all[end]?.own ?? 0;
    const ties = end - start;
    rankSum += own * ((start + 1 + end) / 2);
    tieTerm += ties ** 3 - ties;
    start = end;
  }
  return { rankSum, tieTerm };
}

function approximatePValue(n: number, m: number, upper: number, tieTerm: number): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  return variance === 0 ? 1 : twoSidedNormal(Math.max(0, upper - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}

/**
 * The chance that U is at least `upper`. The arrangements by U are the coefficients of the Gaussian binomial, the product over
 * i = 1..n of (1 - q^(m + i)) / (1 - q^i).
 */
function exactTail(n: number, m: number, upper: number): number {
  const counts = new Float64Array(n * m + 1);
  counts[0] = 1;
  for (let i = 1; i <= n; i++) {
    for (let u = n * m; u >= m + i; u--) counts[u] = (counts[u] ?? 0) - (counts[u - m - i] ?? 0);
    for (let u = i; u <= n * m; u++) counts[u] = (counts[u] ?? 0) + (counts[u - i] ?? 0);
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.subarray(upper).reduce((sum, count) => sum + count, 0) / all;
}
