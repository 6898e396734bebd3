/** The chance that a standard normal value lies at least `z` from 0, on either side. Accurate down to 1e-300. */
export function twoSidedNormal(z: number): number {
  return complementaryError(Math.abs(z) / Math.SQRT2);
}

const SERIES_UP_TO = 2.5;
const FRACTION_TERMS = 80;

/** erfc(x) for x >= 0: the series of erf near 0, the continued fraction of erfc beyond. */
function complementaryError(x: number): number {
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x > SERIES_UP_TO) {
    let tail = x;
    for (let term = FRACTION_TERMS; term > 0; term--) tail = x + term / 2 / tail;
    return scale / tail;
  }
  let term = x;
  let sum = x;
  for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
    term *= (2 * x * x) / odd;
    sum += term;
  }
  return 1 - 2 * scale * sum;
}
