import { isMeasured, type Measured, type Result, type ScenarioOutcome } from "./outcome.ts";
import { withResolution } from "./resolution.ts";
import { holdsOne, type Interval, interval95 } from "./statistics/bootstrap.ts";
import { geometricMean } from "./statistics/geometric-mean.ts";
import { median } from "./statistics/quantile.ts";

export type Rating = "EXCELLENT" | "GREAT" | "GOOD" | "MODERATE" | "MINIMAL" | "NATIVE DOES NOT PAY";

/** What all measured scenarios say together. */
export interface Overall {
  readonly geometricMean: number;
  readonly interval: Interval;
  readonly smallest: { readonly ratio: number; readonly scenario: string };
  /** The smallest payload from which on every measured scenario is faster, in bytes; undefined when the largest is not. */
  readonly paysFrom: number | undefined;
  /** The median of the scenarios' noise floors. */
  readonly noiseFloor: number;
}

/** The one sentence at the end. A comparison with a gap in it gets no rating. */
export type Verdict =
  | { readonly kind: "rated"; readonly rating: Rating }
  | { readonly kind: "disagreed"; readonly scenarios: number }
  | { readonly kind: "incomplete"; readonly measured: number; readonly scenarios: number };

/** What the measured ones among the results say together; undefined when there are none. */
export function overall(results: readonly Result[]): Overall | undefined {
  const measured = results.map(({ outcome }) => outcome).filter(isMeasured);
  const [first, ...rest] = measured;
  if (first === undefined) return undefined;
  const smallest = rest.reduce((least, next) => (next.summary.ratio < least.summary.ratio ? next : least), first);
  return {
    geometricMean: geometricMean(measured.map(({ summary }) => summary.ratio)),
    interval: withResolution(
      interval95(meansOfReplicates(results.flatMap(({ replicates }) => (replicates ? [replicates] : [])))),
    ),
    smallest: { ratio: smallest.summary.ratio, scenario: smallest.scenario.name },
    paysFrom: paysFrom(measured),
    noiseFloor: median(measured.map(({ summary }) => summary.noiseFloor)),
  };
}

export function verdictOf(outcomes: readonly ScenarioOutcome[], total: Overall | undefined): Verdict {
  const disagreed = outcomes.filter(({ status }) => status === "disagreed").length;
  if (disagreed > 0) return { kind: "disagreed", scenarios: disagreed };
  const measured = outcomes.filter(isMeasured).length;
  if (total === undefined || measured < outcomes.length) {
    return { kind: "incomplete", measured, scenarios: outcomes.length };
  }
  return { kind: "rated", rating: rate(total) };
}

/** The rating of all scenarios together. A mean whose interval holds 1 is no gain, whatever its digits say. */
export function rate({ geometricMean: mean, interval }: Pick<Overall, "geometricMean" | "interval">): Rating {
  if (mean <= 1 || holdsOne(interval)) return "NATIVE DOES NOT PAY";
  if (mean >= 10) return "EXCELLENT";
  if (mean >= 5) return "GREAT";
  if (mean >= 3) return "GOOD";
  return mean >= 2 ? "MODERATE" : "MINIMAL";
}

/** The n-th replicates of all scenarios make the n-th replicate of their mean. */
function meansOfReplicates(replicates: readonly (readonly number[])[]): number[] {
  return (replicates[0] ?? []).map((_, index) => geometricMean(replicates.map((of) => of[index] ?? Number.NaN)));
}

function paysFrom(measured: readonly Measured[]): number | undefined {
  const largestFirst = measured.toSorted((a, b) => b.scenario.bytes - a.scenario.bytes);
  const notFaster = largestFirst.find(({ summary }) => summary.difference !== "faster");
  const faster = largestFirst.filter(
    ({ scenario }) => notFaster === undefined || scenario.bytes > notFaster.scenario.bytes,
  );
  return faster.at(-1)?.scenario.bytes;
}
