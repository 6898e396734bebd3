import { corpusFolder, loadCase, loadCorpus, saveCase } from "./corpus.ts";
import type { DiffTestPlan } from "./plan.ts";
import type { Budget, DiffTestResult, FoundDifference } from "./result.ts";
import { type DiffTestProgress, runDiffTest } from "./run.ts";

export interface PluginDiffTestOptions {
  readonly seed: number;
  readonly budget: Budget;
  /** The folder of the stored cases; default the plugin's own. */
  readonly corpus?: string | undefined;
  /** Run only the case of this file, as it is. */
  readonly replay?: string | undefined;
  /** Whether new cases that differ are stored in the corpus. */
  readonly save: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: DiffTestProgress) => void;
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
  /** The file of the one case that was run; absent for a whole run. */
  readonly replay?: string;
}

/**
 * Compares the two implementations of a plugin, and stores new cases that differ in its corpus.
 *
 * @throws {ToolError} when a stored case can't be read or written.
 */
export async function diffTestPlugin(plan: DiffTestPlan, options: PluginDiffTestOptions): Promise<DiffTestReport> {
  const { plugin, target, addon } = plan;
  const { replay, save, corpus = corpusFolder(plugin), ...rest } = options;
  const stored = replay === undefined ? await loadCorpus(corpus) : [await loadCase(replay)];
  const budget = replay === undefined ? rest.budget : { cases: 0 };
  const result = await runDiffTest(target, { ...rest, budget, stored });
  const differences = save ? await saveNew(result.differences, corpus) : result.differences;
  const { abi, build } = addon.facts;
  return {
    plugin: { name: plugin.slug, version: plugin.manifest.version },
    native: { file: addon.file, abi, target: build.target, profile: build.profile, rustc: build.rustc },
    ...(replay === undefined ? {} : { replay }),
    ...result,
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
