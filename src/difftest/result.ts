import type { HookName } from "../plugin/hooks.ts";
import type { Case } from "./case.ts";
import type { Difference } from "./compare.ts";
import type { Effect } from "./pair.ts";

/** How much to generate. The cases of the corpus come on top. */
export type Budget = { readonly cases: number } | { readonly seconds: number };

/** Why a run ended: all that was asked for is done, there are differences enough, or Ctrl-C. */
export type RunEnd = "complete" | "differences" | "interrupted";

export type CaseSource = "stored" | "generated";

/** A difference, with the case that shows it. */
export interface FoundDifference {
  readonly case: Case;
  readonly difference: Difference;
  /** Whether the case was stored, or was generated and then shrunk. */
  readonly source: CaseSource;
  /** The file that the case is stored in. */
  readonly file?: string;
  /** False when the case agreed when it was run again. */
  readonly reproduced: boolean;
  /** How many cases had the same symptom, this one included. */
  readonly cases: number;
}

/** A stored case that could not be run. */
export interface SkippedCase {
  readonly file: string;
  readonly reason: string;
}

export interface CaseCounts {
  readonly stored: number;
  readonly generated: number;
  readonly byHook: Readonly<Partial<Record<HookName, number>>>;
  readonly byEffect: Readonly<Record<Effect, number>>;
  /** How many cases differed. */
  readonly differing: number;
}

export interface ConfigCounts {
  /** Generated configs that were run. */
  readonly run: number;
  /** Generated configs that both implementations refused. */
  readonly refused: number;
  /** The options of the config. */
  readonly options: readonly string[];
  /** Those of them that a config which was run did set. */
  readonly varied: readonly string[];
}

/** What a run came to. */
export interface DiffTestResult {
  readonly seed: number;
  readonly budget: Budget;
  readonly ended: RunEnd;
  readonly cases: CaseCounts;
  readonly configs: ConfigCounts;
  readonly skipped: readonly SkippedCase[];
  /** One difference a symptom. */
  readonly differences: readonly FoundDifference[];
  readonly elapsedMs: number;
}
