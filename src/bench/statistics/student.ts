const Z = 1.959963984540054;

/**
 * The 97.5% quantile of Student's t distribution, by its expansion around that of the normal one (Abramowitz and Stegun
 * 26.7.5); good to a quarter of a percent from four degrees of freedom on.
 */
export function student975(freedom: number): number {
  const first = (Z ** 3 + Z) / 4;
  const second = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  const third = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384;
  const fourth = (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92160;
  return Z + first / freedom + second / freedom ** 2 + third / freedom ** 3 + fourth / freedom ** 4;
}

/** By how much a bootstrap of so few independent parts is to be spread, or its intervals are too narrow (Hesterberg 2015). */
export function smallSampleSpread(parts: number): number {
  return Math.sqrt(parts / (parts - 1)) * (student975(parts - 1) / Z);
}
