import type { BenchReport } from "../bench/bench-compare.ts";
import { isMeasured, type ScenarioOutcome } from "../bench/outcome.ts";
import { changeMarkdown } from "./bench-change-markdown.ts";
import { environmentMarkdown } from "./bench-environment-markdown.ts";
import {
  describeCrossing,
  describeDifference,
  describeNote,
  describePaysFrom,
  describePlace,
  describeVerdict,
  formatPercent,
  formatPValue,
  formatRate,
  formatRatio,
  formatRatioWithin,
  formatThroughput,
} from "./bench-words.ts";
import { escapeMarkdown, markdownRow } from "./markdown.ts";
import { formatBytes, formatDuration } from "./units.ts";

/** A comparison as a comment on a pull request: the verdict, a table, and the environment out of the way. */
export function renderBenchMarkdown(report: BenchReport): string {
  const { plugin, baseline, candidate, scenarios, verdict, overall, notes, partial } = report;
  const lines = [`### ${plugin.name}: ${candidate} against ${baseline}`, ""];
  lines.push(`**${describeVerdict(verdict, plugin.name)}**${partial ? " (partial: interrupted)" : ""}`, "");
  if (overall !== undefined) {
    const mean = `Geometric mean ${formatRatioWithin(overall.geometricMean, overall.interval)}`;
    const smallest = `smallest ${formatRatio(overall.smallest.ratio)} (${escapeMarkdown(overall.smallest.scenario)})`;
    const noise = `noise floor ${formatPercent(overall.noiseFloor)}`;
    lines.push(`${mean}, ${smallest}, ${candidate} ${describePaysFrom(overall)}; ${noise}.`, "");
  }
  for (const note of notes) lines.push(`> ${describeNote(note, plugin.name)}`, "");
  lines.push(...changeMarkdown(report));
  lines.push(markdownRow(["Scenario", baseline, candidate, `${candidate} throughput`, "Result (95% interval)"]));
  lines.push("|---|---:|---:|---:|---|");
  for (const outcome of scenarios) lines.push(row(escapeMarkdown(outcome.scenario.name), outcome));
  lines.push(row("Empty payload", report.floor), "", ...details(report));
  lines.push(...environmentMarkdown(report.environment, report), "");
  return lines.join("\n");
}

function row(name: string, outcome: ScenarioOutcome): string {
  return markdownRow([name, ...cellsOf(outcome)]);
}

function cellsOf(outcome: ScenarioOutcome): string[] {
  switch (outcome.status) {
    case "measured": {
      const { baseline, candidate } = outcome.summary;
      return [
        formatDuration(baseline.median),
        formatDuration(candidate.median),
        formatThroughput(candidate.bytesPerSecond),
        describeDifference(outcome.summary),
      ];
    }
    case "disagreed":
      return ["", "", "", `**not timed:** ${escapeMarkdown(describePlace(outcome.disagreement))}`];
    case "failed":
      return ["", "", "", `**not timed:** both throw: ${escapeMarkdown(outcome.message)}`];
    case "interrupted":
      return ["", "", "", "not timed: interrupted"];
  }
}

/** The 99th percentile, the rate of calls and the memory of both sides, and the boundary's own cost, out of the way. */
function details({ scenarios, crossing }: BenchReport): string[] {
  const measured = scenarios.filter(isMeasured);
  if (measured.length === 0) return [];
  const rows = measured.map(({ scenario, summary, measurement }) => {
    const { memory } = measurement;
    const both = (first: string, second: string): string => `${first} / ${second}`;
    return markdownRow([
      escapeMarkdown(scenario.name),
      both(formatDuration(summary.baseline.p99), formatDuration(summary.candidate.p99)),
      both(formatRate(summary.baseline.callsPerSecond), formatRate(summary.candidate.callsPerSecond)),
      memory === undefined ? "" : both(formatBytes(memory.first.heap), formatBytes(memory.second.heap)),
      formatPValue(summary.pValue),
    ]);
  });
  return [
    "<details><summary>Percentiles, rates, memory and the boundary (fallback / native)</summary>",
    "",
    markdownRow(["Scenario", "p99", "Calls", "Heap a call", "p-value"]),
    "|---|---:|---:|---:|---:|",
    ...rows,
    "",
    ...(crossing === undefined ? [] : [`${describeCrossing(crossing, scenarios)}.`, ""]),
    "</details>",
    "",
  ];
}
