import { corpusFolder, loadCase, loadCorpus, saveCase } from "./corpus.ts";
import { loadDivergences } from "./divergence-file.ts";
import { markUnused } from "./divergences.ts";
import type { RunControl, RunPlan } from "./isolated/run-isolated.ts";
import type { DiffTestPlan } from "./plan.ts";
import type { Budget, DiffTestResult, FoundDifference, Shard } from "./result.ts";
import { loadTraffic } from "./traffic.ts";

export interface PluginDiffTestOptions extends RunControl {
  readonly seed: number;
  readonly budget: Budget;
  /** The folder of the stored cases; default the plugin's own. */
  readonly corpus?: string | undefined;
  /** A file of recorded hook calls. */
  readonly traffic?: string | undefined;
  /** Run only the case of this file, as it is. */
  readonly replay?: string | undefined;
  /** The part of the campaign to run; default all of it. */
  readonly shard?: Shard | undefined;
  /** Whether new cases that differ are stored in the corpus. */
  readonly save: boolean;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string;
  /** How the comparison is run. */
  readonly run: RunPlan;
}

/** The addon that was compared. */
export interface NativeFacts {
  readonly file: string;
  readonly abi: number;
  readonly target: string;
  readonly profile: string;
  readonly rustc: string;
}

/** A run on a plugin, with all that is needed to judge and to repeat it. */
export interface DiffTestReport extends DiffTestResult {
  readonly plugin: { readonly name: string; readonly version: string };
  readonly native: NativeFacts;
  /** The config file whose external plugins were compared too. */
  readonly against?: string;
  /** The file of the one case that was run; absent for a whole run. */
  readonly replay?: string;
}

/**
 * Compares the two implementations of a plugin, and stores new cases that differ in its corpus.
 *
 * @throws {ToolError} when a stored case can't be read or written.
 */
export async function diffTestPlugin(plan: DiffTestPlan, options: PluginDiffTestOptions): Promise<DiffTestReport> {
  const { plugin, target, addon, against } = plan;
  const { replay, save, corpus = corpusFolder(plugin), traffic, shard, run, seed, today, signal, onProgress } = options;
  const stored = replay === undefined ? await loadCorpus(corpus) : [await loadCase(replay)];
  const recorded = traffic === undefined ? [] : await loadTraffic(traffic);
  const { divergences } = await loadDivergences(plugin.folder);
  const input = {
    seed,
    budget: replay === undefined ? options.budget : { cases: 0 },
    stored,
    // Traffic is often that of a whole gateway.
    recorded: recorded.filter(({ hook }) => target.hooks.includes(hook)),
    divergences: against === undefined ? divergences.filter(({ match }) => match.external === undefined) : divergences,
    today,
    ...(shard === undefined ? {} : { shard }),
  };
  const result = await run(plan, input, { signal, ...(onProgress === undefined ? {} : { onProgress }) });
  const differences = save ? await saveNew(result.differences, corpus) : result.differences;
  const isWhole = replay === undefined && result.shard === undefined && result.ended === "complete";
  const { abi, build } = addon.facts;
  return {
    plugin: { name: plugin.slug, version: plugin.manifest.version },
    native: { file: addon.file, abi, target: build.target, profile: build.profile, rustc: build.rustc },
    ...(against === undefined ? {} : { against: against.file }),
    ...(replay === undefined ? {} : { replay }),
    ...result,
    divergences: isWhole ? markUnused(result.divergences, against !== undefined) : result.divergences,
    differences,
  };
}

async function saveNew(differences: readonly FoundDifference[], corpus: string): Promise<FoundDifference[]> {
  const saved: FoundDifference[] = [];
  for (const found of differences) {
    saved.push(found.file === undefined ? { ...found, file: await saveCase(corpus, found.case) } : found);
  }
  return saved;
}
