import type { Crossing } from "../bench/crossing.ts";
import type { Disagreement } from "../bench/gate.ts";
import type { Note } from "../bench/notes.ts";
import type { Interval } from "../bench/statistics/bootstrap.ts";
import { isMeasured, type ScenarioOutcome } from "../bench/outcome.ts";
import type { ScenarioSummary } from "../bench/summarise.ts";
import type { Place } from "../difftest/compare.ts";
import type { Overall, Rating, Verdict } from "../bench/verdict.ts";
import { formatBytes, formatDuration, plural, significant } from "./units.ts";

/** A ratio of times: `1.04x`, `4.8x`, `120x`. */
export function formatRatio(ratio: number): string {
  return `${ratioDigits(ratio)}x`;
}

/** A ratio with its 95% interval: `7.8x (7.2-8.5)`. */
export function formatRatioWithin(ratio: number, { low, high }: Interval): string {
  return `${formatRatio(ratio)} (${ratioDigits(low)}-${ratioDigits(high)})`;
}

function ratioDigits(ratio: number): string {
  return ratio.toFixed(ratio < 2 ? 2 : ratio < 100 ? 1 : 0);
}

/** `4.8x faster (4.6-5.0)`, `1.30x slower (1.24-1.37)` or `~ no difference (0.98-1.03)`. */
export function describeDifference({ difference, ratio, interval }: ScenarioSummary): string {
  const { low, high } = interval;
  switch (difference) {
    case "faster":
      return `${formatRatio(ratio)} faster (${ratioDigits(low)}-${ratioDigits(high)})`;
    case "slower":
      return `${formatRatio(1 / ratio)} slower (${ratioDigits(1 / high)}-${ratioDigits(1 / low)})`;
    case "none":
      return `~ no difference (${ratioDigits(low)}-${ratioDigits(high)})`;
  }
}

/** Throughput: `82.5 MB/s`; a scenario without text has none. */
export function formatThroughput(bytesPerSecond: number): string {
  return bytesPerSecond === 0 ? "-" : `${formatBytes(bytesPerSecond)}/s`;
}

/** A large number in three digits: `2.35M`, `848`. */
export function formatCount(count: number): string {
  if (count < 1000) return significant(count);
  return count < 1e6 ? `${significant(count / 1000)}k` : `${significant(count / 1e6)}M`;
}

/** Calls a second in a column that says so: `2.35M/s`. */
export function formatRate(callsPerSecond: number): string {
  return `${formatCount(callsPerSecond)}/s`;
}

/**
 * The way into the addon and back, and what part of a native call it is: `crossing into native and back 38 ns (0.1% to
 * 45.0% of a call with text)`.
 */
export function describeCrossing({ median }: Crossing, scenarios: readonly ScenarioOutcome[]): string {
  const shares = scenarios
    .filter(isMeasured)
    .filter(({ scenario }) => scenario.bytes > 0)
    .map(({ summary }) => crossingShare(median, summary.candidate.median))
    .sort((a, b) => a - b);
  const [least, most] = [shares[0], shares.at(-1)];
  const range =
    least === undefined || most === undefined
      ? ""
      : ` (${formatPercent(least)} to ${formatPercent(most)} of a call with text)`;
  return `crossing into native and back ${formatDuration(median)}${range}`;
}

/** What part of a native call the crossing is; a call without text to scan need not cross, and may be quicker. */
export function crossingShare(crossing: number, call: number): number {
  return Math.min(1, crossing / call);
}

/** A share such as the noise floor: `1.8%`. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** `p < 0.001`, `p = 0.043`. */
export function formatPValue(pValue: number): string {
  return pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(3)}`;
}

const PLACES: Readonly<Record<Place, string>> = {
  result: "the results differ",
  log: "the log lines differ",
  payload: "one side changes the payload that it was given",
  context: "what is left in the context differs",
  find: "the findings in a text differ",
  create: "only one side takes the config",
  crash: "one side ends the process",
};

/** Where a disagreement is: `the results differ in payload 3, at modified_payload.args.text`. */
export function describePlace({ place, variant, path, aspect }: Disagreement): string {
  if (variant === undefined) return PLACES[place];
  const order = aspect === "key order" ? " (the order of keys)" : "";
  return `${PLACES[place]} in payload ${variant + 1}, at ${path}${order}`;
}

const LONGEST_VALUE = 80;

/** A value on one line: the beginning of its JSON. */
export function shortJson(value: unknown): string {
  // Some values have no JSON: undefined, a function.
  const json = (JSON.stringify(value) as string | undefined) ?? String(value);
  return json.length <= LONGEST_VALUE ? json : `${json.slice(0, LONGEST_VALUE - 1)}…`;
}

/** From which size on native is worth a call; the last half of `native …`. */
export function describePaysFrom({ paysFrom }: Overall): string {
  return paysFrom === undefined ? "does not pay at the largest size" : `pays from ${formatBytes(paysFrom)}`;
}

const ADVICE: Readonly<Record<Rating, string>> = {
  EXCELLENT: "use native wherever it can be built",
  GREAT: "recommended for production",
  GOOD: "worth it in production",
  MODERATE: "worth it where the plugin is called often",
  MINIMAL: "hardly worth a native build",
  "NATIVE DOES NOT PAY": "stay on the fallback",
};

/** The verdict in one sentence. */
export function describeVerdict(verdict: Verdict, plugin: string): string {
  switch (verdict.kind) {
    case "rated":
      return `${verdict.rating}: ${ADVICE[verdict.rating]}`;
    case "disagreed":
      return `DISAGREEMENT in ${plural(verdict.scenarios, "scenario")}: not comparable; mcpplugins diff-test ${plugin} finds out more`;
    case "incomplete":
      return `NO RATING: ${verdict.measured} of ${plural(verdict.scenarios, "scenario")} measured`;
  }
}

/** Whether a verdict speaks for native. */
export function isGoodVerdict(verdict: Verdict): boolean {
  return verdict.kind === "rated" && verdict.rating !== "NATIVE DOES NOT PAY";
}

/** What to keep in mind about the figures, and what to do about it. */
export function describeNote(note: Note, plugin: string): string {
  switch (note.code) {
    case "debug-addon":
      return `the addon is a ${note.profile} build, whose times mean little; run: mcpplugins build ${plugin}`;
    case "noisy":
      return `the machine is noisy: differences below ${formatPercent(note.noiseFloor)} may not be seen; close other programs, or give more time with --time`;
  }
}
