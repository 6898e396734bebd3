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
} from "./bench-change-words.ts";
import { escapeMarkdown, markdownRow } from "./markdown.ts";

/** What has changed since a baseline: the verdict, what differs between the machines, and a table out of the way. */
export function changeMarkdown({ change, gate }: SinceReport): string[] {
  if (change === undefined) return [];
  const lines: string[] = [];
  const title = `Since baseline ${escapeMarkdown(describeBaseline(change))}`;
  if (gate !== undefined) lines.push(`**${describeGate(gate)}**`, "");
  const environment = describeEnvironmentChanges(change);
  if (environment !== undefined) lines.push(`> ${escapeMarkdown(environment)}`, "");
  if (change.overall !== undefined) {
    const { factor, interval } = change.overall;
    lines.push(`${title}: ${formatChangeWithin(factor, interval)} all together (${describeMetric(change)}).`, "");
  } else {
    lines.push(`${title}: nothing could be compared.`, "");
  }
  const open = gate !== undefined && gate.findings.length > 0 ? " open" : "";
  lines.push(`<details${open}><summary>Change by scenario</summary>`, "");
  lines.push(markdownRow(["Scenario", "Change (95% interval)", "Median times"]), "|---|---|---|");
  for (const one of change.scenarios) {
    const text = describeScenarioChange(one);
    lines.push(
      markdownRow([
        escapeMarkdown(one.scenario),
        isFinding(gate, one.scenario) ? `**${text}**` : text,
        one.status === "compared" ? escapeMarkdown(describeTimes(one, change)) : "",
      ]),
    );
  }
  lines.push("", "</details>", "");
  return lines;
}
