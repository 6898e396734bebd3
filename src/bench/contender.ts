import type { Create } from "../difftest/pair.ts";

/** One of the two sides of a comparison: a name, and how to make a fresh instance. */
export interface Contender {
  readonly name: string;
  readonly create: Create;
}

/**
 * The two sides. Ratios are `baseline time / candidate time`: above 1, the candidate is faster. The baselines that are
 * kept under names are other things: whole runs.
 */
export interface Contenders {
  readonly baseline: Contender;
  readonly candidate: Contender;
}
