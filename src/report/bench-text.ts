import type { BenchReport } from "../bench/bench-compare.ts";
import type { Measured, ScenarioOutcome } from "../bench/outcome.ts";
import type { CallMemory } from "../bench/memory.ts";
import type { Series } from "../bench/sampling.ts";
import type { CallTime } from "../bench/summarise.ts";
import { changeLines } from "./bench-change-text.ts";
import { benchHeader } from "./bench-header.ts";
import {
  describeCrossing,
  describeDifference,
  describeNote,
  describePaysFrom,
  describePlace,
  describeVerdict,
  formatPValue,
  formatCount,
  formatRatio,
  formatRatioWithin,
  formatThroughput,
  isGoodVerdict,
  shortJson,
} from "./bench-words.ts";
import { formatLines } from "./lines.ts";
import { describeSide } from "./side.ts";
import type { Style } from "./style.ts";
import { type Align, formatTable } from "./table.ts";
import { formatBytes, formatDuration, plural } from "./units.ts";
import { visible } from "./visible.ts";

export interface BenchTextOptions {
  readonly style: Style;
  /** Columns that the header may take. */
  readonly width: number;
  /** Adds the 99th percentile, the rate of calls, the samples and the p-value. */
  readonly verbose: boolean;
}

const INDENT = "   ";
const ALIGN: readonly Align[] = ["left", "right", "right", "left"];
const VERBOSE_ALIGN: readonly Align[] = ["left", "right", "right", "right", "right", "right", "right", "left"];

/** A comparison for people: one block a scenario, then a summary with the verdict. */
export function renderBenchText(report: BenchReport, options: BenchTextOptions): string {
  const { plugin, candidate, baseline, environment, overall } = report;
  const title = `${plugin.name}: ${candidate} against ${baseline}`;
  const { style, width, verbose } = options;
  const lines = [
    ...benchHeader({ title, environment, noiseFloor: overall?.noiseFloor }, style, width),
    ...scenarioLines(report, options),
    ...summaryLines(report, options),
    ...changeLines(report, style, verbose),
  ];
  return formatLines(lines);
}

function scenarioLines(report: BenchReport, options: BenchTextOptions): string[] {
  const { style, verbose } = options;
  // One table for all scenarios, so that the columns stand in line from the first to the last.
  const rows = report.scenarios.flatMap((outcome) =>
    outcome.status === "measured" ? measuredRows(outcome, report, options) : [],
  );
  const table = formatTable(rows, verbose ? VERBOSE_ALIGN : ALIGN);
  return report.scenarios.flatMap((outcome, index) => [
    style.bold(`${index + 1}. ${visible(outcome.scenario.name)}`),
    ...(outcome.status === "measured" ? table.splice(0, 2) : untimedLines(outcome, report, style)),
  ]);
}

function measuredRows(
  { summary, measurement }: Measured,
  { baseline, candidate }: BenchReport,
  { style, verbose }: BenchTextOptions,
): string[][] {
  const { memory } = measurement;
  const row = (
    name: string,
    time: CallTime,
    series: Series,
    heap: CallMemory | undefined,
    last: string[],
  ): string[] => [
    INDENT + name,
    formatDuration(time.median),
    formatThroughput(time.bytesPerSecond),
    ...(verbose
      ? [
          `p99 ${formatDuration(time.p99)}`,
          `${formatCount(time.callsPerSecond)} calls/s`,
          `${series.samples.length} x ${plural(series.calls, "call")}`,
          `heap ${heap === undefined ? "-" : formatBytes(heap.heap)}`,
        ]
      : []),
    ...last,
  ];
  const paint = { faster: style.good, slower: style.bad, none: style.dim }[summary.difference];
  const difference = paint(describeDifference(summary));
  return [
    row(baseline, summary.baseline, measurement.pairs.first, memory?.first, []),
    row(candidate, summary.candidate, measurement.pairs.second, memory?.second, [
      verbose ? `${difference}, ${formatPValue(summary.pValue)}` : difference,
    ]),
  ];
}

function untimedLines(
  outcome: Exclude<ScenarioOutcome, Measured>,
  { baseline, candidate }: BenchReport,
  style: Style,
): string[] {
  switch (outcome.status) {
    case "disagreed": {
      const { disagreement } = outcome;
      const values = formatTable([
        [INDENT + baseline, describeSide(disagreement.baseline, shortJson)],
        [INDENT + candidate, describeSide(disagreement.candidate, shortJson)],
      ]);
      return [`${INDENT}${style.bad("not timed:")} ${describePlace(disagreement)}`, ...values];
    }
    case "failed":
      return [`${INDENT}${style.bad("not timed:")} both throw: ${visible(outcome.message)}`];
    case "interrupted":
      return [`${INDENT}${style.warn("not timed:")} interrupted`];
  }
}

function summaryLines(report: BenchReport, { style }: BenchTextOptions): string[] {
  const { overall, verdict, plugin, notes, floor, partial } = report;
  const lines = [style.bold(partial ? "Summary (partial: interrupted)" : "Summary")];
  lines.push(...floorLines(floor, report, style));
  if (overall !== undefined) {
    const { geometricMean, interval, smallest } = overall;
    const mean = `geometric mean ${formatRatioWithin(geometricMean, interval)}`;
    const native = `${report.candidate} ${describePaysFrom(overall)}`;
    lines.push(`${INDENT}${mean}, smallest ${formatRatio(smallest.ratio)}, ${native}`);
  }
  for (const note of notes) lines.push(`${INDENT}${style.warn("note:")} ${describeNote(note, plugin.name)}`);
  lines.push(INDENT + (isGoodVerdict(verdict) ? style.good : style.bad)(describeVerdict(verdict, plugin.name)));
  return lines;
}

/** What a call costs that has nothing to do. */
function floorLines(floor: ScenarioOutcome, report: BenchReport, style: Style): string[] {
  if (floor.status !== "measured") {
    const [reason = "", ...more] = untimedLines(floor, report, style);
    return [`${INDENT}call floor: ${reason.trimStart()}`, ...more];
  }
  const { baseline, candidate } = floor.summary;
  const costs = `${report.baseline} ${formatDuration(baseline.median)}, ${report.candidate} ${formatDuration(candidate.median)}`;
  const lines = [`${INDENT}call floor ${costs} (an empty payload)`];
  const { crossing } = report;
  if (crossing !== undefined) lines.push(`${INDENT}${describeCrossing(crossing, report.scenarios)}`);
  return lines;
}
