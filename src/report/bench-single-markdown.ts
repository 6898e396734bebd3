import type { SingleReport } from "../bench/single/bench.ts";
import type { SingleOutcome } from "../bench/single/summarise.ts";
import { changeMarkdown } from "./bench-change-markdown.ts";
import { environmentMarkdown } from "./bench-environment-markdown.ts";
import { describeNote, formatPercent, formatRate, formatThroughput } from "./bench-words.ts";
import { escapeMarkdown, markdownRow } from "./markdown.ts";
import { formatBytes, formatDuration } from "./units.ts";

/** One implementation's times as a comment on a pull request. */
export function renderSingleMarkdown(report: SingleReport): string {
  const { plugin, implementation, scenarios, floor, notes, noiseFloor, partial } = report;
  const lines = [`### ${plugin.name}: ${implementation}${partial ? " (partial: interrupted)" : ""}`, ""];
  for (const note of notes) lines.push(`> ${describeNote(note, plugin.name)}`, "");
  lines.push(...changeMarkdown(report));
  lines.push(
    markdownRow(["Scenario", "Median", "p99", "Text", "Calls", "Heap a call"]),
    "|---|---:|---:|---:|---:|---:|",
  );
  for (const outcome of scenarios) lines.push(row(escapeMarkdown(outcome.scenario.name), outcome));
  lines.push(row("Empty payload", floor), "");
  if (noiseFloor !== undefined) lines.push(`Noise floor ${formatPercent(noiseFloor)}.`, "");
  lines.push(...environmentMarkdown(report.environment, report), "");
  return lines.join("\n");
}

function row(name: string, outcome: SingleOutcome): string {
  switch (outcome.status) {
    case "measured": {
      const { time } = outcome.summary;
      const { memory } = outcome.measurement;
      return markdownRow([
        name,
        formatDuration(time.median),
        formatDuration(time.p99),
        formatThroughput(time.bytesPerSecond),
        formatRate(time.callsPerSecond),
        memory === undefined ? "" : formatBytes(memory.heap),
      ]);
    }
    case "failed":
      return markdownRow([name, `**not timed:** ${escapeMarkdown(outcome.message)}`, "", "", "", ""]);
    case "interrupted":
      return markdownRow([name, "not timed: interrupted", "", "", "", ""]);
  }
}
