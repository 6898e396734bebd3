import type { Disagreement } from "./gate.ts";
import type { Measurement } from "./measure.ts";
import type { ScenarioSummary } from "./summarise.ts";

/** What a report says of a scenario besides its outcome. */
export interface ScenarioFacts {
  readonly name: string;
  readonly hook: string;
  /** The text of a payload in UTF-8 bytes, on average. */
  readonly bytes: number;
  /** How many distinct payloads took turns. */
  readonly variants: number;
  /** Of the hook, the config and the payloads: scenarios with one digest make the same calls. */
  readonly digest: string;
}

/** What became of one scenario. Only `measured` says anything about speed; nothing else is ever a pass. */
export type ScenarioOutcome = { readonly scenario: ScenarioFacts } & (
  | { readonly status: "measured"; readonly measurement: Measurement; readonly summary: ScenarioSummary }
  /** Not timed: the implementations differ. */
  | { readonly status: "disagreed"; readonly disagreement: Disagreement }
  /** Not timed: the calls, or the config, throw. */
  | { readonly status: "failed"; readonly message: string }
  /** Not timed: Ctrl-C came first. */
  | { readonly status: "interrupted" }
);

/** An outcome with the bootstrap replicates of its ratio, where it was measured. */
export interface Result {
  readonly outcome: ScenarioOutcome;
  readonly replicates?: readonly number[];
}

/** A scenario without times: it failed, or Ctrl-C came first. */
export type Untimed = Extract<ScenarioOutcome, { readonly status: "failed" | "interrupted" }>;

export type Measured = Extract<ScenarioOutcome, { readonly status: "measured" }>;

export function isMeasured(outcome: ScenarioOutcome): outcome is Measured {
  return outcome.status === "measured";
}
