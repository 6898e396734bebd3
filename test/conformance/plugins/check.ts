import type { Call } from "../../../src/difftest/case.ts";
import { compareObservations } from "../../../src/difftest/compare.ts";
import type { Data } from "../../../src/difftest/data.ts";
import { observe } from "../../../src/difftest/observe.ts";
import { createPair, type Implementations, type Pair, shutdownPair } from "../../../src/difftest/pair.ts";
import { firstDifference } from "../compare.ts";
import type { Oracle } from "../oracle.ts";
import { CALL_DIVERGENCES, CONFIG_DIVERGENCES } from "./divergences.ts";
import { Names, type Outcome, outcomeOfOurs, outcomeOfWheel } from "./normalise.ts";
import { askWheel, type Group, type WheelCall, type WheelOutcome } from "./wheel.ts";

/** How a group went, three ways: the real plugin, our native one, our fallback. */
export interface GroupReport {
  /** Whether the config was accepted on all sides. */
  readonly accepted: boolean;
  readonly calls: readonly CallReport[];
  /** About the config. */
  readonly rows: readonly string[];
  readonly problem?: string;
}

export interface CallReport {
  /** What the real plugin made of it; `unfit` when CPEX has no such payload. */
  readonly effect: "unfit" | "unchanged" | "modified" | "denied" | "error";
  /** The rows of docs/divergences.md by which it differs. */
  readonly rows: readonly string[];
  readonly problem?: string;
}

/** Plays one group on all three sides. */
export async function check(oracle: Oracle, implementations: Implementations, group: Group): Promise<GroupReport> {
  const answer = await askWheel(oracle, group);
  const made = createPair(implementations, group.config);
  if (made.status === "differs") {
    return { accepted: false, calls: [], rows: [], problem: `native and fallback: ${JSON.stringify(made.difference)}` };
  }
  try {
    if (made.status === "ready" && "calls" in answer) {
      return { accepted: true, calls: await checkCalls(group, answer.calls, made.pair), rows: [] };
    }
    const theirs = "refused" in answer ? answer.refused : undefined;
    const ours = made.status === "refused" ? made.message : undefined;
    return { accepted: false, calls: [], ...judgeRefusals(group, theirs, ours) };
  } finally {
    if (made.status === "ready") await shutdownPair(made.pair);
  }
}

/** What to make of a config that not all sides take. */
function judgeRefusals(
  { plugin, config }: Group,
  theirs: string | undefined,
  ours: string | undefined,
): { readonly rows: readonly string[]; readonly problem?: string } {
  if (theirs !== undefined && ours !== undefined) return { rows: [] };
  const known = CONFIG_DIVERGENCES.find(
    (one) => one.plugin === plugin && ours !== undefined && one.applies(config, ours),
  );
  if (known !== undefined) return { rows: [known.row] };
  return { rows: [], problem: `the config: there ${theirs ?? "accepted"} / here ${ours ?? "accepted"}` };
}

async function checkCalls(group: Group, answers: readonly WheelCall[], pair: Pair): Promise<CallReport[]> {
  const names = new SideNames();
  const reports: CallReport[] = [];
  for (const [index, call] of group.calls.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error("the driver has answered to fewer calls than it was asked");
    reports.push("unfit" in answer ? { effect: "unfit", rows: [] } : await checkCall(group, call, answer, pair, names));
  }
  return reports;
}

/** Names for what depends on chance, on each of the three sides. */
class SideNames {
  theirs = new Names();
  native = new Names();
  fallback = new Names();

  /** One side has answered other than another, which shifts the names of all that comes after. */
  reset(): void {
    this.theirs = new Names();
    this.native = new Names();
    this.fallback = new Names();
  }
}

async function checkCall(
  { plugin, config }: Group,
  given: Call,
  answer: WheelOutcome,
  pair: Pair,
  names: SideNames,
): Promise<CallReport> {
  const call = { ...given, payload: answer.payload };
  const native = await observe(pair.native, call);
  const fallback = await observe(pair.fallback, call);
  const between = compareObservations(native, fallback);
  const theirs = outcomeOfWheel(answer, names.theirs);
  const effect = effectOf(theirs);
  if (between !== undefined)
    return { effect, rows: [], problem: `native and fallback differ: ${JSON.stringify(between)}` };

  const rows = new Set<string>();
  for (const [side, observation] of [["native", native] as const, ["fallback", fallback] as const]) {
    const ours = outcomeOfOurs(observation, theirs, names[side]);
    if (firstDifference(theirs, ours) === undefined) continue;
    const situation = { config, call, ours, findIn: (text: string) => pair[side].instance.find?.(text) ?? [] };
    let adapted = theirs;
    for (const { row, ...divergence } of CALL_DIVERGENCES) {
      if (divergence.plugin !== plugin) continue;
      const next = divergence.adapt(adapted, situation);
      if (next === undefined || firstDifference(next, adapted) === undefined) continue;
      adapted = next;
      rows.add(row);
    }
    const difference = firstDifference(adapted, ours);
    if (difference !== undefined) return { effect, rows: [], problem: `the wheel and ${side}, at ${difference}` };
  }
  if (rows.size > 0) names.reset();
  return { effect, rows: [...rows] };
}

function effectOf({ result, error }: Outcome): CallReport["effect"] {
  if (error !== undefined) return "error";
  const { continue_processing, modified_payload } = result as Data;
  if (continue_processing === false) return "denied";
  return modified_payload === undefined ? "unchanged" : "modified";
}
