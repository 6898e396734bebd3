import { failed, type ToolError } from "../errors.ts";
import { Breather } from "./breather.ts";
import type { Call } from "./case.ts";
import type { StoredCase } from "./corpus.ts";
import { type Group, GroupGenerator } from "./generate/group.ts";
import { compareCall, compareCase, createPair, shutdownPair } from "./pair.ts";
import type { Budget, DiffTestResult, RunEnd } from "./result.ts";
import { type Failure, shrinkFailure } from "./shrink.ts";
import { Tally } from "./tally.ts";
import type { Target } from "./target.ts";

export interface DiffTestOptions {
  /** The same seed generates the same cases. */
  readonly seed: number;
  readonly budget: Budget;
  /** Cases to run first, as they are. */
  readonly stored?: readonly StoredCase[];
  /** When aborted, the run ends with what it has. */
  readonly signal?: AbortSignal | undefined;
  /** A clock in milliseconds. */
  readonly now?: () => number;
  readonly onProgress?: (progress: DiffTestProgress) => void;
}

export interface DiffTestProgress {
  readonly cases: number;
  readonly differing: number;
}

/** More symptoms than this are not looked for: they most likely have few causes. */
const MOST_DIFFERENCES = 5;
const MOST_DIFFERING = 200;
/** When so many configs in a row are refused, none will be taken. */
const MOST_REFUSED = 500;

/**
 * Compares two implementations on stored cases, then on generated ones. Each new symptom is shrunk to a small case. Nothing is
 * printed or saved.
 *
 * @throws {ToolError} exit 4 when the plugin refuses all generated configs.
 */
export async function runDiffTest(target: Target, options: DiffTestOptions): Promise<DiffTestResult> {
  const { seed, budget, stored = [], signal, now = () => performance.now(), onProgress } = options;
  const started = now();
  const tally = new Tally();
  const breather = new Breather();
  const generator = new GroupGenerator(target, seed);

  const end = (): RunEnd | undefined => {
    if (signal?.aborted === true) return "interrupted";
    if (tally.differences.length >= MOST_DIFFERENCES || tally.differing >= MOST_DIFFERING) return "differences";
    const used = "cases" in budget ? tally.generated >= budget.cases : now() - started >= budget.seconds * 1000;
    return used ? "complete" : undefined;
  };
  const pause = async (): Promise<void> => {
    if (await breather.breathe()) onProgress?.({ cases: tally.stored + tally.generated, differing: tally.differing });
  };

  for (const each of stored) {
    if (end() === "interrupted") break;
    await runStored(each);
    await pause();
  }
  let refusedInRow = 0;
  for (let number = 0; end() === undefined; number++) {
    refusedInRow = (await runGroup(generator.group(number))) ? 0 : refusedInRow + 1;
    if (refusedInRow === MOST_REFUSED) throw refusesAll(target);
    await pause();
  }
  return {
    seed,
    budget,
    ended: end() ?? "complete",
    cases: tally.cases(target.hooks),
    configs: tally.configs(generator.options.map(({ name }) => name)),
    skipped: tally.skipped,
    differences: tally.differences,
    elapsedMs: now() - started,
  };

  async function runStored({ file, case: tested }: StoredCase): Promise<void> {
    if (!target.hooks.includes(tested.hook)) {
      tally.skipped.push({ file, reason: `the plugin has no hook '${tested.hook}'` });
      return;
    }
    const outcome = await compareCase(target.implementations, tested);
    if (outcome.status === "refused") {
      tally.skipped.push({ file, reason: outcome.message });
      return;
    }
    const { difference, effect } = outcome.compared;
    tally.countCase("stored", tested, effect);
    if (difference === undefined || tally.countKnown(difference)) return;
    tally.add({ case: tested, difference, source: "stored", file, reproduced: true });
  }

  /** Returns false when the config was refused. */
  async function runGroup({ options: varied, config, calls }: Group): Promise<boolean> {
    const made = createPair(target.implementations, config.value);
    if (made.status === "refused") {
      tally.countRefused();
      return false;
    }
    tally.countConfig(varied);
    const [first] = calls;
    if (made.status === "differs") {
      if (first === undefined) return true;
      tally.countCase("generated", first.value, "error");
      await examine({ config, before: [], call: first, difference: made.difference });
      return true;
    }
    const before: Call[] = [];
    try {
      for (const call of calls) {
        if (end() !== undefined) break;
        const { difference, effect } = await compareCall(made.pair, call.value);
        tally.countCase("generated", call.value, effect);
        if (difference !== undefined) {
          // The two may be out of step from here on: the rest of the group would say nothing new.
          await examine({ config, before, call, difference });
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

  async function examine(failure: Failure): Promise<void> {
    if (tally.countKnown(failure.difference)) return;
    tally.add({ ...(await shrinkFailure(target.implementations, failure, pause, signal)), source: "generated" });
  }
}

function refusesAll({ slug }: Target): ToolError {
  return failed(`plugin '${slug}' refuses every config that was generated from its schema`, {
    hint: "Check the schema's refinements, or give cases of your own in the corpus.",
  });
}
