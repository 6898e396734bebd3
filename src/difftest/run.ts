import { failed, type ToolError } from "../errors.ts";
import { Breather } from "./breather.ts";
import type { Call, Case } from "./case.ts";
import type { StoredCase } from "./corpus.ts";
import type { Divergence } from "./divergence-file.ts";
import { DeclaredDivergences } from "./divergences.ts";
import { type Group, GroupGenerator } from "./generate/group.ts";
import { compareCall, compareCase, type Compared, createPair, type Pair, shutdownPair } from "./pair.ts";
import { type LeftOut, NOTHING_LEFT_OUT, type Position } from "./position.ts";
import { groupsOf } from "./recorded.ts";
import type { Budget, CaseSource, DiffTestResult, GroupSource, RunEnd, Shard } from "./result.ts";
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
  return await new DiffTestRun(target, options).run();
}

/** A group of calls and where it comes from. */
interface GroupPlace {
  readonly phase: GroupSource;
  readonly group: number;
}

class DiffTestRun {
  readonly #target: Target;
  readonly #options: DiffTestOptions;
  readonly #now: () => number;
  readonly #started: number;
  readonly #shard: Shard;
  readonly #leftOut: LeftOut;
  readonly #share: Budget;
  readonly #declared: DeclaredDivergences;
  readonly #generator: GroupGenerator;
  readonly #tally = new Tally();
  readonly #breather = new Breather();

  constructor(target: Target, options: DiffTestOptions) {
    const { seed, budget, stored = [], recorded = [], divergences = [], today = "", shard = WHOLE } = options;
    this.#target = target;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#started = this.#now();
    this.#shard = shard;
    this.#leftOut = options.leftOut ?? NOTHING_LEFT_OUT;
    this.#share = shareOf(budget, shard);
    this.#declared = new DeclaredDivergences(divergences, today);
    this.#generator = new GroupGenerator(target, seed, [...stored.map((each) => each.case), ...recorded]);
  }

  async run(): Promise<DiffTestResult> {
    await this.#runStored();
    await this.#runRecorded();
    await this.#runGenerated();
    return this.#result();
  }

  async #runStored(): Promise<void> {
    const { stored = [], onPosition } = this.#options;
    for (const [index, each] of stored.entries()) {
      if (this.#end() === "interrupted") return;
      if (!this.#isOfShard(index) || this.#leftOut.stored.includes(index)) continue;
      onPosition?.({ phase: "stored", index });
      await this.#runCase(each);
      await this.#pause();
    }
  }

  async #runRecorded(): Promise<void> {
    const { recorded = [] } = this.#options;
    const isOver = (): boolean => this.#end() === "interrupted";
    for (const [number, group] of groupsOf(recorded).entries()) {
      if (isOver() || this.#end() === "differences") return;
      if (!this.#isOfShard(number) || this.#leftOut.recorded.includes(number)) continue;
      await this.#runGroup(group, { phase: "recorded", group: number }, isOver);
    }
  }

  async #runGenerated(): Promise<void> {
    const { index, count } = this.#shard;
    const isOver = (): boolean => this.#end() !== undefined;
    let refusedInRow = 0;
    for (let number = index; !isOver(); number += count) {
      if (this.#leftOut.generated.includes(number)) continue;
      const group = this.#generator.group(number);
      const isTaken = await this.#runGroup(group, { phase: "generated", group: number }, isOver);
      refusedInRow = isTaken ? 0 : refusedInRow + 1;
      if (refusedInRow === MOST_REFUSED) throw refusesAll(this.#target);
      await this.#pause();
    }
  }

  #result(): DiffTestResult {
    const { seed, budget } = this.#options;
    return {
      seed,
      budget,
      ...(this.#shard.count === 1 ? {} : { shard: this.#shard }),
      ended: this.#end() ?? "complete",
      cases: this.#tally.cases(this.#target.hooks),
      ...(this.#target.served === undefined ? {} : { externalCases: this.#tally.external }),
      configs: this.#tally.configs(this.#generator.options.map(({ name }) => name)),
      skipped: this.#tally.skipped,
      divergences: this.#declared.uses(),
      differences: this.#tally.differences,
      elapsedMs: this.#now() - this.#started,
    };
  }

  /** Why the run is over; undefined while there is more to generate. */
  #end(): RunEnd | undefined {
    if (this.#options.signal?.aborted === true) return "interrupted";
    const { differences, differing, generated } = this.#tally;
    if (differences.length >= MOST_DIFFERENCES || differing >= MOST_DIFFERING) return "differences";
    const share = this.#share;
    const used = "cases" in share ? generated >= share.cases : this.#now() - this.#started >= share.seconds * 1000;
    return used ? "complete" : undefined;
  }

  #isOfShard(number: number): boolean {
    return number % this.#shard.count === this.#shard.index;
  }

  async #pause(): Promise<void> {
    if (await this.#breather.breathe()) {
      this.#options.onProgress?.({ cases: this.#tally.total, differing: this.#tally.differing });
    }
  }

  async #runCase({ file, case: tested }: StoredCase): Promise<void> {
    if (!this.#target.hooks.includes(tested.hook)) {
      this.#tally.skipped.push({ file, reason: `the plugin has no hook '${tested.hook}'` });
      return;
    }
    const outcome = await compareCase(this.#target.implementations, tested, this.#declared.count);
    if (outcome.status === "refused") {
      this.#tally.skipped.push({ file, reason: outcome.message });
      return;
    }
    const { difference } = outcome.compared;
    this.#count("stored", tested, outcome.compared);
    if (difference === undefined || this.#tally.countKnown(difference)) return;
    this.#tally.add({ case: tested, difference, source: "stored", file, reproduced: true });
  }

  /** Returns false when the config was refused. */
  async #runGroup(group: Group, at: GroupPlace, isOver: () => boolean): Promise<boolean> {
    const { options: varied, config, calls } = group;
    this.#options.onPosition?.({ ...at, call: -1 });
    const made = createPair(this.#target.implementations, config.value);
    if (made.status === "refused") {
      this.#tally.countRefused();
      return false;
    }
    this.#tally.countConfig(varied);
    if (made.status === "ready") {
      await this.#runCalls(made.pair, group, at, isOver);
      return true;
    }
    const { difference } = made;
    const [call] = calls;
    if (call === undefined) return true;
    this.#tally.countCase(at.phase, call.value, "error");
    if (!this.#declared.count(call.value.hook)(difference)) {
      await this.#examine({ config, before: [], call, difference }, at);
    }
    return true;
  }

  async #runCalls(pair: Pair, { config, calls }: Group, at: GroupPlace, isOver: () => boolean): Promise<void> {
    const before: Call[] = [];
    try {
      for (const [index, call] of calls.entries()) {
        if (isOver()) return;
        this.#options.onPosition?.({ ...at, call: index });
        const compared = await compareCall(pair, call.value, this.#declared.count);
        this.#count(at.phase, call.value, compared);
        if (compared.difference !== undefined) {
          // The two may be out of step from here on: the rest of the group would say nothing new.
          await this.#examine({ config, before, call, difference: compared.difference }, at);
          return;
        }
        before.push(call.value);
        await this.#pause();
      }
    } finally {
      await shutdownPair(pair);
    }
  }

  #count(source: CaseSource, call: Call, { effect, wasExternal }: Compared): void {
    this.#tally.countCase(source, call, effect);
    if (wasExternal) this.#tally.external++;
  }

  async #examine(failure: Failure, { phase: source, group }: GroupPlace): Promise<void> {
    if (this.#tally.countKnown(failure.difference)) return;
    const { signal, onPosition } = this.#options;
    const findDifference: FindDifference = async (tested) => {
      await this.#pause();
      onPosition?.({ phase: "shrinking", group, source, case: tested });
      const outcome = await compareCase(this.#target.implementations, tested, this.#declared.explain);
      return outcome.status === "compared" ? outcome.compared.difference : undefined;
    };
    this.#tally.add({ ...(await shrinkFailure(findDifference, failure, signal)), source });
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
