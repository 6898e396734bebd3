import { failed, notFound } from "../errors.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Samples } from "../plugin/samples.ts";
import type { LooksAt } from "../plugin/text/looks-at.ts";
import { withGuess } from "../text/did-you-mean.ts";
import type { Scenario } from "./scenario.ts";
import type { SampleSpec, ScenarioSpec } from "./scenario-file.ts";
import { seededRandom } from "./statistics/random.ts";
import { textBytes } from "./text-size.ts";

/**
 * Together, the variants of a scenario hold about this much text: more than a processor's branch predictor remembers, and
 * little enough to compare all of them before they are timed.
 */
const VARIANT_CHARACTERS = 1_000_000;
const MOST_VARIANTS = 512;
const FEWEST_VARIANTS = 2;

export interface PlanOptions {
  readonly samples: Samples | undefined;
  readonly looksAt: LooksAt | undefined;
  readonly seed: number;
}

/**
 * Makes the payloads of scenarios. The same seed gives the same payloads, whichever other scenarios there are.
 *
 * @throws {ToolError} exit 4 when a scenario asks for samples that the plugin doesn't make.
 */
export function planScenarios(specs: readonly ScenarioSpec[], options: PlanOptions): readonly Scenario[] {
  return specs.map((spec) => {
    const payloads = payloadsOf(spec, options).map(fromJson);
    const total = payloads.reduce<number>((sum, payload) => sum + textBytes(payload, spec.hook, options.looksAt), 0);
    return {
      name: spec.name,
      hook: spec.hook,
      config: spec.config ?? {},
      payloads,
      bytes: Math.round(total / payloads.length),
    };
  });
}

/**
 * The scenarios whose name contains one of the given texts, in any case; all of them where none is given.
 *
 * @throws {ToolError} exit 3 when one of the texts is in no name.
 */
export function selectScenarios(
  specs: readonly ScenarioSpec[],
  wanted: readonly string[],
  path: string,
): readonly ScenarioSpec[] {
  for (const text of wanted) {
    if (specs.some(({ name }) => isWanted(name, [text]))) continue;
    throw notFound(`no scenario of ${path} has '${text}' in its name`, {
      details: specs.map((spec) => spec.name).join("\n"),
      hint: "Name a part of one of the scenarios above.",
    });
  }
  return specs.filter(({ name }) => isWanted(name, wanted));
}

/** Whether a scenario's name contains one of the given texts, in any case; where none is given, every one is wanted. */
export function isWanted(name: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((text) => name.toLowerCase().includes(text.toLowerCase()));
}

function payloadsOf(spec: ScenarioSpec, options: PlanOptions): readonly unknown[] {
  if (spec.sample !== undefined) return sampled(spec.name, spec.hook, spec.sample, options);
  return spec.payloads ?? [spec.payload];
}

function sampled(
  name: string,
  hook: HookName,
  { kind, size, density }: SampleSpec,
  { samples, seed }: PlanOptions,
): readonly unknown[] {
  const where = `scenario '${name}' asks for a sample of kind '${kind}'`;
  if (samples === undefined) throw failed(`${where}, but the plugin has no samples`);
  if (!samples.kinds.includes(kind)) {
    throw failed(withGuess(`${where}; there are ${samples.kinds.join(", ")}`, kind, samples.kinds));
  }
  return Array.from({ length: variantCount(size) }, (_, variant) =>
    samples.sample({ kind, hook, size, density, random: seededRandom(seed, name, variant) }),
  );
}

/** How many distinct payloads of a size rotate: many small ones, few large ones. */
function variantCount(size: number): number {
  return Math.min(MOST_VARIANTS, Math.max(FEWEST_VARIANTS, Math.round(VARIANT_CHARACTERS / size)));
}

/**
 * A payload as a gateway has it: read from JSON, so that its strings are whole and hold one byte a character where they
 * can.
 */
function fromJson(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload));
}
