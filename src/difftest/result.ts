import type { HookName } from "../plugin/hooks.ts";
import type { Case } from "./case.ts";
import type { Difference } from "./compare.ts";
import type { Coverage } from "./coverage/coverage.ts";
import type { DivergenceUse } from "./divergences.ts";
import type { Effect } from "./pair.ts";

/** How much to generate. The cases of the corpus come on top. */
export type Budget = { readonly cases: number } | { readonly seconds: number };

/** Why a run ended: all that was asked for is done, there are differences enough, or Ctrl-C. */
export type RunEnd = "complete" | "differences" | "interrupted";

/** Where a case comes from: the corpus, recorded traffic, or the generators. */
export type CaseSource = "stored" | GroupSource;

/** Where calls come from that are made in groups, on one pair of instances a group. */
export type GroupSource = "recorded" | "generated";

/** One of several equal parts of a campaign, counted from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A difference, with the case that shows it. */
export interface FoundDifference {
  readonly case: Case;
  readonly difference: Difference;
  /** A stored case is as it is in its file; one of another source was shrunk. */
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
  readonly recorded: number;
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
  /** The part that was run; absent for a whole run. */
  readonly shard?: Shard;
  readonly ended: RunEnd;
  readonly cases: CaseCounts;
  /** How many of the cases an external implementation was asked, too; absent where there is none. */
  readonly externalCases?: number;
  readonly configs: ConfigCounts;
  readonly skipped: readonly SkippedCase[];
  /** The declared divergences, and what became of them. */
  readonly divergences: readonly DivergenceUse[];
  /** One difference a symptom. */
  readonly differences: readonly FoundDifference[];
  /** How much of the code was reached; absent where nobody asked. */
  readonly coverage?: Coverage;
  readonly elapsedMs: number;
}

/** How many cases were compared, wherever they come from. */
export function casesOf({ cases }: DiffTestResult): number {
  return cases.stored + cases.recorded + cases.generated;
}
