import type { HookName } from "../plugin/hooks.ts";
import type { Samples } from "../plugin/samples.ts";
import type { LooksAt } from "../plugin/text/looks-at.ts";
import type { Data } from "./data.ts";
import type { Implementations } from "./pair.ts";

/** What is tested: two implementations of one contract, and what is known of the input that they take. */
export interface Target {
  readonly slug: string;
  readonly implementations: Implementations;
  readonly hooks: readonly HookName[];
  /** The JSON Schema of the config, as its author writes it. */
  readonly configSchema: unknown;
  /** Of text plugins: where the texts that count lie. */
  readonly looksAt?: LooksAt;
  readonly samples?: Samples;
  /** Payloads that an implementation is handed as JSON: generated ones have nothing that it can't say. */
  readonly asJson?: boolean;
  /** The configs under which an external implementation runs: generated cases have one of these, and calls that reach it. */
  readonly served?: readonly Data[];
}
