import type { Call } from "../difftest/case.ts";
import { compareObservations, type Difference, type Place } from "../difftest/compare.ts";
import { observe } from "../difftest/observe.ts";
import { createPair, type Pair, shutdownPair } from "../difftest/pair.ts";
import type { Side } from "../difftest/value-diff.ts";
import { formatPath } from "../text/path.ts";
import type { Contenders } from "./contender.ts";
import type { Pacer } from "./pacer.ts";
import type { Scenario } from "./scenario.ts";

/** The first difference between the two sides; `diff-test` compares the same way. */
export interface Disagreement {
  /** What differs: a call's result, its log, …, or whether the config is taken. */
  readonly place: Place;
  /** Where in it. */
  readonly path: string;
  readonly aspect: Difference["aspect"];
  readonly baseline: Side;
  readonly candidate: Side;
  /** Which of the scenario's payloads, counted from 0; undefined when it is about the config. */
  readonly variant: number | undefined;
}

export type GateOutcome =
  | { readonly status: "agreed" }
  | { readonly status: "disagreed"; readonly disagreement: Disagreement }
  /** Both sides throw the same: there is nothing to time. */
  | { readonly status: "throws"; readonly message: string };

/** Runs every payload of a scenario through both implementations. Only what agrees in everything may be timed. */
export async function agree(
  { hook, config, payloads }: Scenario,
  { baseline, candidate }: Contenders,
  pacer: Pacer,
): Promise<GateOutcome> {
  const made = createPair({ native: candidate.create, fallback: baseline.create }, config);
  if (made.status === "refused") return { status: "throws", message: made.message };
  if (made.status === "differs") return disagreed(made.difference, undefined);
  try {
    for (const [variant, payload] of payloads.entries()) {
      const outcome = await compareVariant(made.pair, { hook, payload, traced: false }, variant);
      if (outcome.status !== "agreed") return outcome;
      await pacer.breathe();
    }
    return { status: "agreed" };
  } finally {
    await shutdownPair(made.pair);
  }
}

async function compareVariant(pair: Pair, call: Call, variant: number): Promise<GateOutcome> {
  const native = await observe(pair.native, call);
  const fallback = await observe(pair.fallback, call);
  const difference = compareObservations(native, fallback);
  if (difference !== undefined) return disagreed(difference, variant);
  return fallback.result.kind === "error"
    ? { status: "throws", message: fallback.result.message }
    : { status: "agreed" };
}

function disagreed(difference: Difference, variant: number | undefined): GateOutcome {
  const { place, path, aspect, native, fallback } = difference;
  const disagreement = { place, path: formatPath(path), aspect, baseline: fallback, candidate: native, variant };
  return { status: "disagreed", disagreement };
}
