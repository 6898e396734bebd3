import { casesOf, type FoundDifference } from "../difftest/result.ts";
import type { DiffTestReport } from "../difftest/diff-test-plugin.ts";
import {
  caseRows,
  describeCoverage,
  describeDivergence,
  describeOdd,
  describeOutcome,
  describePlace,
  describeSides,
  type DiffTestView,
  formatShard,
  replayCommand,
  showPath,
} from "./diff-test-words.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { plural, significant } from "./units.ts";

const INDENT = "   ";
/** Characters of a value that are shown; the case file has it all. */
const MOST = 300;
/** Stretches of code that are named; JSON has all of them. */
const MOST_STRETCHES = 12;

/** A run for people: what was compared and how much of it, the differences, and the outcome. */
export function renderDiffTestText(view: DiffTestView, style: Style): string {
  const { report } = view;
  const lines = [
    style.bold(
      `${report.plugin.name}: native against fallback${report.against === undefined ? "" : ", and an external implementation"}`,
    ),
    ...labelled(factRows(view), style),
    ...report.differences.flatMap((found, index) => ["", ...differenceLines(found, index, view, style)]),
    "",
    ...skippedLines(view, style),
    ...problemLines(report, style),
    outcomeLine(report, style),
  ];
  return formatLines(lines);
}

function factRows({ report, cwd }: DiffTestView): [string, string][] {
  const { native, seed, shard, cases, replay } = report;
  const facts: [string, string][] = [
    ["native", `${native.target}, ABI ${native.abi}, ${native.rustc.replace(/ \(.*/, "")}, ${native.profile} build`],
  ];
  if (replay !== undefined) return [...facts, ["replay", showPath(replay, cwd)]];
  return [
    ...facts,
    ["seed", String(seed)],
    ...(shard === undefined ? [] : [["shard", formatShard(shard)] as [string, string]]),
    ["cases", caseFacts(report)],
    ...(report.externalCases === undefined
      ? []
      : [["external", `asked in ${plural(report.externalCases, "case")}`] as [string, string]]),
    ["hooks", counted(cases.byHook)],
    ["outcomes", counted(cases.byEffect)],
    ["configs", configFacts(report)],
    ...coverageRows(report, cwd),
    ...report.divergences.map(({ matched, reason }): [string, string] => [
      "declared",
      `${count(matched)} met: ${reason}`,
    ]),
  ];
}

function coverageRows({ coverage }: DiffTestReport, cwd: string): [string, string][] {
  if (coverage === undefined) return [];
  const sides = [["fallback", coverage.fallback] as const, ["native", coverage.native] as const];
  return sides.map(([name, side]) => ["coverage", `${name}: ${describeCoverage(side, cwd, MOST_STRETCHES)}`]);
}

function caseFacts(report: DiffTestReport): string {
  const { stored, recorded, generated } = report.cases;
  const traffic = recorded === 0 ? "" : `${count(recorded)} recorded, `;
  return `${count(casesOf(report))}: ${count(stored)} of the corpus, ${traffic}${count(generated)} generated`;
}

function configFacts({ configs }: DiffTestReport): string {
  const { run, refused, options, varied } = configs;
  const share = `${varied.length} of ${plural(options.length, "option")} varied`;
  const left = refused === 0 ? "" : `; ${count(refused)} more refused by both sides`;
  return `${count(run)}, ${share}${left}`;
}

function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, number]) => `${name} ${count(number)}`)
    .join(", ");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function differenceLines(found: FoundDifference, index: number, view: DiffTestView, style: Style): string[] {
  const { difference, case: tested, file } = found;
  const odd = describeOdd(difference);
  const rows: [string, string][] = [
    ...caseRows(found, MOST),
    ...describeSides(difference, MOST).map(([side, text]): [string, string] => [
      side,
      side === (difference.odd ?? "native") ? style.bad(text) : style.good(text),
    ]),
    ...(odd === undefined ? [] : [["odd one", odd] as [string, string]]),
    ...(found.cases === 1 ? [] : [["seen in", `${count(found.cases)} cases`] as [string, string]]),
    ...(found.reproduced ? [] : [["note", style.warn("the case agreed when it was run again")] as [string, string]]),
    ...(file === undefined ? [] : [["case", showPath(file, view.cwd)] as [string, string]]),
    ["replay", style.accent(replayCommand(view, found))],
  ];
  const where = difference.place === "create" ? "the config" : `${tested.hook}, ${describePlace(difference)}`;
  return [style.bold(`${index + 1}. ${where}`), ...labelled(rows, style)];
}

function skippedLines({ report, cwd }: DiffTestView, style: Style): string[] {
  return report.skipped.map(({ file, reason }) => style.warn(`${showPath(file, cwd)} was not run: ${reason}`));
}

function problemLines({ divergences }: DiffTestReport, style: Style): string[] {
  return divergences.filter(({ problem }) => problem !== undefined).map((use) => style.bad(describeDivergence(use)));
}

function outcomeLine(report: DiffTestReport, style: Style): string {
  const seconds = report.elapsedMs / 1000;
  const speed =
    report.replay === undefined && seconds > 0 ? `, ${count(Math.round(casesOf(report) / seconds))} a second` : "";
  const time = style.dim(` (${significant(seconds)} s${speed})`);
  const failed = report.differences.length > 0 || report.skipped.length > 0 || casesOf(report) === 0;
  const paint = failed ? style.bad : report.ended === "interrupted" ? style.warn : style.good;
  return paint(describeOutcome(report)) + time;
}

function labelled(rows: readonly [string, string][], style: Style): string[] {
  return formatTable(rows.map(([label, value]) => [INDENT + style.dim(label), value]));
}
