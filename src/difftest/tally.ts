import type { HookName } from "../plugin/hooks.ts";
import type { Call } from "./case.ts";
import { type Difference, symptomOf } from "./compare.ts";
import type { Effect } from "./pair.ts";
import type { CaseCounts, CaseSource, ConfigCounts, FoundDifference, SkippedCase } from "./result.ts";

/** Keeps count of a run. */
export class Tally {
  readonly skipped: SkippedCase[] = [];
  stored = 0;
  recorded = 0;
  generated = 0;
  differing = 0;
  /** How many calls the external implementation was asked, too. */
  external = 0;
  readonly #byHook = new Map<HookName, number>();
  readonly #byEffect: Record<Effect, number> = { unchanged: 0, modified: 0, denied: 0, error: 0 };
  readonly #found = new Map<string, FoundDifference>();
  readonly #varied = new Set<string>();
  #configsRun = 0;
  #configsRefused = 0;

  countCase(source: CaseSource, { hook }: Call, effect: Effect): void {
    this[source]++;
    this.#byHook.set(hook, (this.#byHook.get(hook) ?? 0) + 1);
    this.#byEffect[effect]++;
  }

  countConfig(options: readonly string[]): void {
    this.#configsRun++;
    for (const option of options) this.#varied.add(option);
  }

  countRefused(): void {
    this.#configsRefused++;
  }

  /** Counts a case that differs; false when its symptom is new, and should be looked into and added. */
  countKnown(difference: Difference): boolean {
    this.differing++;
    const symptom = symptomOf(difference);
    const known = this.#found.get(symptom);
    if (known === undefined) return false;
    this.#found.set(symptom, { ...known, cases: known.cases + 1 });
    return true;
  }

  add(found: Omit<FoundDifference, "cases">): void {
    this.#found.set(symptomOf(found.difference), { ...found, cases: 1 });
  }

  get differences(): readonly FoundDifference[] {
    return [...this.#found.values()];
  }

  get total(): number {
    return this.stored + this.recorded + this.generated;
  }

  cases(hooks: readonly HookName[]): CaseCounts {
    const { stored, recorded, generated, differing } = this;
    const byHook = Object.fromEntries(hooks.map((hook) => [hook, this.#byHook.get(hook) ?? 0]));
    return { stored, recorded, generated, byHook, byEffect: this.#byEffect, differing };
  }

  configs(options: readonly string[]): ConfigCounts {
    const varied = options.filter((option) => this.#varied.has(option));
    return { run: this.#configsRun, refused: this.#configsRefused, options, varied };
  }
}
