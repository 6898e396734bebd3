import { failed, type ToolError } from "../errors.ts";
import { Breather } from "./breather.ts";
import type { Call, Case } from "./case.ts";
import type { StoredCase } from "./corpus.ts";
import type { Divergence } from "./divergence-file.ts";
import { DeclaredDivergences } from "./divergences.ts";
import { type Group, GroupGenerator } from "./generate/group.ts";
import { compareCall, compareCase, createPair, shutdownPair } from "./pair.ts";
import { type LeftOut, NOTHING_LEFT_OUT, type Position } from "./position.ts";
import { groupsOf } from "./recorded.ts";
import type { Budget, DiffTestResult, RunEnd, Shard } from "./result.ts";
import { type Failure, type FindDifference, shrinkFailure } from "./shrink.ts";
import { Tally } from "./tally.ts";
import type { Target } from "./target.ts";

/** What is run: with the same seed, inputs and shard it is the same run. */
export interface DiffTestInput {
  /** The same seed generates the same cases. */
  readonly seed: number;
  readonly budget: Budget;
  /** Cases to run first, as they are. */
  readonly stored?: readonly StoredCase[];
  /** Calls to make after those, in their order. */
  readonly recorded?: readonly Case[];
  readonly divergences?: readonly Divergence[];
  /** The day of the run, `YYYY-MM-DD`: divergences end. */
  readonly today?: string;
  /** The part of the campaign to run; default all of it. */
  readonly shard?: Shard;
  readonly leftOut?: LeftOut;
}

export interface DiffTestOptions extends DiffTestInput {
  /** When aborted, the run ends with what it has. */
  readonly signal?: AbortSignal | undefined;
  /** A clock in milliseconds. */
  readonly now?: () => number;
  readonly onProgress?: (progress: DiffTestProgress) => void;
  readonly onPosition?: (position: Position) => void;
}

export interface DiffTestProgress {
  readonly cases: number;
  readonly differing: number;
}

/** More symptoms than this are not looked for: they most likely have few causes. */
export const MOST_DIFFERENCES = 5;
const MOST_DIFFERING = 200;
/** When so many configs in a row are refused, none will be taken. */
const MOST_REFUSED = 500;

const WHOLE: Shard = { index: 0, count: 1 };

/**
 * Compares two implementations on stored cases, then on recorded and on generated ones. Each new symptom is shrunk to a small
 * case. Nothing is printed or saved.
 *
 * @throws {ToolError} exit 4 when the plugin refuses all generated configs.
 */
export async function runDiffTest(target: Target, options: DiffTestOptions): Promise<DiffTestResult> {
  const { seed, budget, stored = [], recorded = [], divergences = [], today = "", shard = WHOLE } = options;
  const { leftOut = NOTHING_LEFT_OUT, signal, now = () => performance.now(), onProgress, onPosition } = options;
  const started = now();
  const tally = new Tally();
  const breather = new Breather();
  const declared = new DeclaredDivergences(divergences, today);
  const generator = new GroupGenerator(target, seed, [...stored.map((each) => each.case), ...recorded]);
  const share = shareOf(budget, shard);

  const end = (): RunEnd | undefined => {
    if (signal?.aborted === true) return "interrupted";
    if (tally.differences.length >= MOST_DIFFERENCES || tally.differing >= MOST_DIFFERING) return "differences";
    const used = "cases" in share ? tally.generated >= share.cases : now() - started >= share.seconds * 1000;
    return used ? "complete" : undefined;
  };
  const pause = async (): Promise<void> => {
    if (await breather.breathe()) onProgress?.({ cases: tally.total, differing: tally.differing });
  };

  for (const [index, each] of stored.entries()) {
    if (end() === "interrupted") break;
    if (index % shard.count !== shard.index || leftOut.stored.includes(index)) continue;
    onPosition?.({ phase: "stored", index });
    await runStored(each);
    await pause();
  }
  for (const [number, group] of groupsOf(recorded).entries()) {
    if (end() === "interrupted" || end() === "differences") break;
    if (number % shard.count !== shard.index || leftOut.recorded.includes(number)) continue;
    await runGroup(group, { phase: "recorded", group: number }, () => end() === "interrupted");
  }
  let refusedInRow = 0;
  for (let number = shard.index; end() === undefined; number += shard.count) {
    if (leftOut.generated.includes(number)) continue;
    const isTaken = await runGroup(
      generator.group(number),
      { phase: "generated", group: number },
      () => end() !== undefined,
    );
    refusedInRow = isTaken ? 0 : refusedInRow + 1;
    if (refusedInRow === MOST_REFUSED) throw refusesAll(target);
    await pause();
  }
  return {
    seed,
    budget,
    ...(shard.count === 1 ? {} : { shard }),
    ended: end() ?? "complete",
    cases: tally.cases(target.hooks),
    ...(target.served === undefined ? {} : { externalCases: tally.external }),
    configs: tally.configs(generator.options.map(({ name }) => name)),
    skipped: tally.skipped,
    divergences: declared.uses(),
    differences: tally.differences,
    elapsedMs: now() - started,
  };

  async function runStored({ file, case: tested }: StoredCase): Promise<void> {
    if (!target.hooks.includes(tested.hook)) {
      tally.skipped.push({ file, reason: `the plugin has no hook '${tested.hook}'` });
      return;
    }
    const outcome = await compareCase(target.implementations, tested, declared.count);
    if (outcome.status === "refused") {
      tally.skipped.push({ file, reason: outcome.message });
      return;
    }
    const { difference, effect, wasExternal } = outcome.compared;
    tally.countCase("stored", tested, effect);
    if (wasExternal) tally.external++;
    if (difference === undefined || tally.countKnown(difference)) return;
    tally.add({ case: tested, difference, source: "stored", file, reproduced: true });
  }

  /** Returns false when the config was refused. */
  async function runGroup(
    group: Group,
    at: { readonly phase: "recorded" | "generated"; readonly group: number },
    isOver: () => boolean,
  ): Promise<boolean> {
    const { options: varied, config } = group;
    onPosition?.({ ...at, call: -1 });
    const made = createPair(target.implementations, config.value);
    if (made.status === "refused") {
      tally.countRefused();
      return false;
    }
    tally.countConfig(varied);
    const { calls } = group;
    const [first] = calls;
    if (made.status === "differs") {
      if (first === undefined) return true;
      tally.countCase(at.phase, first.value, "error");
      if (declared.count(first.value.hook)(made.difference)) return true;
      await examine({ config, before: [], call: first, difference: made.difference }, at);
      return true;
    }
    const before: Call[] = [];
    try {
      for (const [index, call] of calls.entries()) {
        if (isOver()) break;
        onPosition?.({ ...at, call: index });
        const { difference, effect, wasExternal } = await compareCall(made.pair, call.value, declared.count);
        tally.countCase(at.phase, call.value, effect);
        if (wasExternal) tally.external++;
        if (difference !== undefined) {
          // The two may be out of step from here on: the rest of the group would say nothing new.
          await examine({ config, before, call, difference }, at);
          break;
        }
        before.push(call.value);
        await pause();
      }
    } finally {
      await shutdownPair(made.pair);
    }
    return true;
  }

  async function examine(
    failure: Failure,
    { phase: source, group }: { readonly phase: "recorded" | "generated"; readonly group: number },
  ): Promise<void> {
    if (tally.countKnown(failure.difference)) return;
    const findDifference: FindDifference = async (tested) => {
      await pause();
      onPosition?.({ phase: "shrinking", group, source, case: tested });
      const outcome = await compareCase(target.implementations, tested, declared.explain);
      return outcome.status === "compared" ? outcome.compared.difference : undefined;
    };
    tally.add({ ...(await shrinkFailure(findDifference, failure, signal)), source });
  }
}

/** How much of a budget one shard has; all of them together have all of it. Time passes for all of them at once. */
function shareOf(budget: Budget, { index, count }: Shard): Budget {
  if ("seconds" in budget) return budget;
  return { cases: Math.floor(budget.cases / count) + (index < budget.cases % count ? 1 : 0) };
}

function refusesAll({ slug }: Target): ToolError {
  return failed(`plugin '${slug}' refuses every config that was generated from its schema`, {
    hint: "Check the schema's refinements, or give cases of your own in the corpus.",
  });
}
