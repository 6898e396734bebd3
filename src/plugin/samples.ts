import type { HookName } from "./hooks.ts";

/** How much there is to find in a sample. */
export type Density = "clean" | "sparse" | "dense";

/** A request for one generated payload. */
export interface SampleRequest {
  readonly kind: string;
  readonly hook: HookName;
  /** The payload's text in characters, as near as the kind allows. */
  readonly size: number;
  readonly density: Density;
  /** Numbers in [0, 1) from a seeded generator: the same seed gives the same sample. */
  readonly random: () => number;
}

/** What a plugin's `samples.ts` exports by default: realistic input for benchmarks, and words for differential tests. */
export interface Samples {
  readonly kinds: readonly string[];
  /** Makes a complete payload for the hook. */
  sample(request: SampleRequest): unknown;
  /** Texts at and around what the plugin looks for: hits, near-misses, labels. Generators mix and mutate them. */
  readonly vocabulary: readonly string[];
}

/** Declares a plugin's samples; it only checks the types. */
export function defineSamples(samples: Samples): Samples {
  return samples;
}
