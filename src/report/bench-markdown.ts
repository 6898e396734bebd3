import type { BenchReport } from "../bench/bench-compare.ts";
import type { ScenarioOutcome } from "../bench/outcome.ts";
import {
  describeDifference,
  describeNote,
  describePaysFrom,
  describePlace,
  describeVerdict,
  formatPercent,
  formatRatio,
  formatRatioWithin,
  formatThroughput,
} from "./bench-words.ts";
import { formatDuration, plural } from "./units.ts";

/** A comparison as a comment on a pull request: the verdict, a table, and the environment out of the way. */
export function renderBenchMarkdown(report: BenchReport): string {
  const { plugin, baseline, candidate, scenarios, verdict, overall, notes, partial } = report;
  const lines = [`### ${plugin.name}: ${candidate} against ${baseline}`, ""];
  lines.push(`**${describeVerdict(verdict, plugin.name)}**${partial ? " (partial: interrupted)" : ""}`, "");
  if (overall !== undefined) {
    const mean = `Geometric mean ${formatRatioWithin(overall.geometricMean, overall.interval)}`;
    const smallest = `smallest ${formatRatio(overall.smallest.ratio)} (${escape(overall.smallest.scenario)})`;
    const noise = `noise floor ${formatPercent(overall.noiseFloor)}`;
    lines.push(`${mean}, ${smallest}, ${candidate} ${describePaysFrom(overall)}; ${noise}.`, "");
  }
  for (const note of notes) lines.push(`> ${describeNote(note, plugin.name)}`, "");
  lines.push(`| Scenario | ${baseline} | ${candidate} | ${candidate} throughput | Result (95% interval) |`);
  lines.push("|---|---:|---:|---:|---|");
  for (const outcome of scenarios) lines.push(row(escape(outcome.scenario.name), outcome));
  lines.push(row("Empty payload", report.floor), "", ...environment(report), "");
  return lines.join("\n");
}

function row(name: string, outcome: ScenarioOutcome): string {
  const cells = [name, ...cellsOf(outcome)];
  return `| ${cells.join(" | ")} |`;
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
      return ["", "", "", `**not timed:** ${escape(describePlace(outcome.disagreement))}`];
    case "failed":
      return ["", "", "", `**not timed:** both throw: ${escape(outcome.message)}`];
    case "interrupted":
      return ["", "", "", "not timed: interrupted"];
  }
}

function environment({ environment: env, seconds, seed }: BenchReport): string[] {
  const { native, fallback } = env;
  return [
    "<details><summary>Environment</summary>",
    "",
    `- node ${env.node}, V8 ${env.v8}, ${env.platform} ${env.arch}, ${escape(env.cpu)}, ${plural(env.cores, "core")}`,
    `- native: ${native.file}, ${native.profile}, ${escape(native.rustc)}, sha256 ${native.sha256}`,
    `- fallback: ${fallback.module}`,
    `- mcpplugins ${env.mcpplugins}, ${seconds} s, seed ${seed}`,
    "",
    "</details>",
  ];
}

/** Keeps a text inside its table cell, and free of markup. */
function escape(text: string): string {
  return text.replaceAll(/[\\|<>*_`[\]~]/g, "\\$&").replaceAll(/\s+/g, " ");
}
