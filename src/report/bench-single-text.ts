import type { SingleReport } from "../bench/single/bench.ts";
import type { SingleOutcome } from "../bench/single/summarise.ts";
import { changeLines } from "./bench-change-text.ts";
import type { BenchTextOptions } from "./bench-text.ts";
import { benchHeader } from "./bench-header.ts";
import { describeNote, formatRate, formatThroughput } from "./bench-words.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { type Align, formatTable } from "./table.ts";
import { formatBytes, formatDuration } from "./units.ts";
import { visible } from "./visible.ts";

const INDENT = "   ";
const ALIGN: readonly Align[] = ["left", "right", "right", "right", "right", "right"];

/** One implementation's times for people: a line a scenario. */
export function renderSingleText(report: SingleReport, { style, width, verbose }: BenchTextOptions): string {
  const { plugin, implementation, environment, noiseFloor, scenarios, floor, notes, partial } = report;
  const lines = benchHeader({ title: `${plugin.name}: ${implementation}`, environment, noiseFloor }, style, width);
  const head = [`${INDENT}scenario`, "median", "p99", "text", "calls", ...(hasMemory(report) ? ["heap a call"] : [])];
  const rows = [head, ...[...scenarios, floor].map(rowOf)];
  const [first = "", ...table] = formatTable(rows, ALIGN);
  lines.push(style.dim(first), ...table);
  lines.push(...[...scenarios, floor].flatMap((outcome) => untimedLine(outcome, style)));
  for (const note of notes) lines.push(`${INDENT}${style.warn("note:")} ${describeNote(note, plugin.name)}`);
  if (partial) lines.push(INDENT + style.warn("partial: interrupted"));
  lines.push(...changeLines(report, style, verbose));
  return formatLines(lines);
}

function rowOf(outcome: SingleOutcome): string[] {
  const name = INDENT + visible(outcome.scenario.name);
  if (outcome.status !== "measured") return [name, "-"];
  const { time } = outcome.summary;
  const { memory } = outcome.measurement;
  return [
    name,
    formatDuration(time.median),
    formatDuration(time.p99),
    formatThroughput(time.bytesPerSecond),
    formatRate(time.callsPerSecond),
    ...(memory === undefined ? [] : [formatBytes(memory.heap)]),
  ];
}

function untimedLine(outcome: SingleOutcome, style: Style): string[] {
  switch (outcome.status) {
    case "measured":
    case "interrupted":
      return [];
    case "failed":
      return [`${INDENT}${style.bad("not timed:")} ${visible(outcome.scenario.name)}: ${visible(outcome.message)}`];
  }
}

function hasMemory({ scenarios }: SingleReport): boolean {
  return scenarios.some((outcome) => outcome.status === "measured" && outcome.measurement.memory !== undefined);
}
