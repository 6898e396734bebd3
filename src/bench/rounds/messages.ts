import type { Implementation } from "../../plugin/instance.ts";
import type { BenchReport } from "../bench-compare.ts";
import type { RunProgress } from "../in-turn.ts";
import type { SingleReport } from "../single/bench.ts";

/** What a process is to time. */
export interface RoundJob<Side extends Implementation | undefined = Implementation | undefined> {
  /** Undefined for a comparison of both. */
  readonly implementation: Side;
  readonly folder: string;
  readonly scenarios: readonly string[];
  readonly seed: number;
  readonly seconds: number;
}

export type RoundOrder = { readonly kind: "run"; readonly job: RoundJob } | { readonly kind: "abort" };

export type RoundReply =
  | { readonly kind: "progress"; readonly progress: RunProgress }
  | { readonly kind: "done"; readonly report: BenchReport | SingleReport }
  | { readonly kind: "failed"; readonly message: string };
