import type { SinceReport } from "../bench/baseline/judge.ts";
import {
  describeBaseline,
  describeEnvironmentChanges,
  describeGate,
  describeMetric,
  describeScenarioChange,
  describeTimes,
  formatChangeWithin,
  isFinding,
  toneOf,
} from "./bench-change-words.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { visible } from "./visible.ts";

const INDENT = "   ";

/** What has changed since a baseline, for people: a line a scenario, then the verdict; none where there is no baseline. */
export function changeLines({ change, gate }: SinceReport, style: Style, verbose: boolean): string[] {
  if (change === undefined) return [];
  const lines = [
    style.bold(`Since baseline ${visible(describeBaseline(change))}`),
    INDENT + style.dim(describeMetric(change)),
  ];
  const environment = describeEnvironmentChanges(change);
  if (environment !== undefined) lines.push(`${INDENT}${style.warn("note:")} ${visible(environment)}`);
  const rows = change.scenarios.map((one) => {
    const text = describeScenarioChange(one);
    const isBad = isFinding(gate, one.scenario) || (one.status === "compared" && one.direction === "slower");
    const isGood = one.status === "compared" && one.direction === "faster";
    const painted = isBad ? style.bad(text) : isGood ? style.good(text) : style.dim(text);
    const times = verbose && one.status === "compared" ? [describeTimes(one, change)] : [];
    return [INDENT + visible(one.scenario), painted, ...times];
  });
  if (change.overall !== undefined) {
    const { factor, interval } = change.overall;
    rows.push([`${INDENT}all together`, formatChangeWithin(factor, interval)]);
  }
  lines.push(...formatTable(rows));
  if (gate !== undefined) lines.push(INDENT + style[toneOf(gate)](describeGate(gate)));
  return lines;
}
