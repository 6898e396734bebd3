import { relative } from "node:path";
import type { Difference } from "../difftest/compare.ts";
import type { SideCoverage, Stretch } from "../difftest/coverage/coverage.ts";
import { isPlainObject } from "../difftest/data.ts";
import type { DivergenceUse } from "../difftest/divergences.ts";
import { casesOf, type DiffTestResult, type FoundDifference, type Shard } from "../difftest/result.ts";
import type { DiffTestReport } from "../difftest/diff-test-plugin.ts";
import { formatPath } from "../text/path.ts";
import { quoteText } from "../text/quote.ts";
import { shellWord } from "../text/shell-word.ts";
import { describeSide } from "./side.ts";
import { plural } from "./units.ts";

/** A report, with what its commands and paths are written for. */
export interface DiffTestView {
  readonly report: DiffTestReport;
  /** The plugin as the user named it; undefined for the one of the current folder. */
  readonly name: string | undefined;
  /** The folder that paths are shown from. */
  readonly cwd: string;
}

/** Data as a JavaScript author would write it, with strings as of `quoteText`. */
export function inspectData(data: unknown): string {
  if (typeof data === "string") return quoteText(data);
  if (Array.isArray(data)) return `[${data.map(inspectData).join(", ")}]`;
  if (isPlainObject(data)) {
    const entries = Object.keys(data).map((key) => `${inspectData(key)}: ${inspectData(data[key])}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return Object.is(data, -0) ? "-0" : String(data);
}

/** Where two implementations differ: `$` is the hook's result. */
export function describePlace({ place, path, aspect, text }: Difference): string {
  if (place === "crash") return "the process";
  const start = place === "result" ? "$" : place === "find" ? `find(${inspectData(text)})` : place;
  const note =
    place === "payload" ? " (the caller's own, changed in place)" : aspect === "key order" ? " (order of keys)" : "";
  return formatPath(path, start) + note;
}

/** What each implementation had, by its name; cut around the place where the first two texts part when they are long. */
export function describeSides({ native, fallback, external }: Difference, most: number): [DescribedSide, string][] {
  const sides: [DescribedSide, string][] = [
    ["native", describeSide(native, inspectData)],
    ["fallback", describeSide(fallback, inspectData)],
    ...(external === undefined ? [] : [["external", describeSide(external, inspectData)] as [DescribedSide, string]]),
  ];
  const texts = sides.map(([, text]) => text);
  const shortest = Math.min(...texts.map(({ length }) => length));
  let same = 0;
  while (same < shortest && texts.every((text) => text[same] === texts[0]?.[same])) same++;
  const start = Math.max(0, same - Math.floor(most / 2));
  return sides.map(([side, text]) => [side, cut(text, start, most)]);
}

export type DescribedSide = "native" | "fallback" | "external";

/** Which implementation stands alone, in words; undefined where there are only two. */
export function describeOdd({ external, odd }: Difference): string | undefined {
  if (external === undefined) return undefined;
  return odd === undefined ? "all three differ" : `${odd} differs from the other two`;
}

/** At most so many characters of a text, with the size of a text that is longer. */
export function cut(text: string, start: number, most: number): string {
  if (text.length <= most) return text;
  const before = start === 0 ? "" : "… ";
  const after = start + most >= text.length ? "" : " …";
  return `${before}${text.slice(start, start + most)}${after} (${text.length.toLocaleString("en-US")} characters)`;
}

/** A path as the user would type it, from the current folder. */
export function showPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path === "" ? "." : path;
}

/** The command that runs exactly this case, or, where it has no file, the whole run again. */
export function replayCommand({ report, name, cwd }: DiffTestView, found: FoundDifference): string {
  const { against } = report;
  const third = against === undefined ? [] : ["--against", showPath(against, cwd)];
  const command = ["mcpplugins", "diff-test", ...(name === undefined ? [] : [name]), ...third];
  if (found.file !== undefined) return [...command, "--replay", showPath(found.file, cwd)].map(shellWord).join(" ");
  const { budget, seed, shard } = report;
  const amount = "cases" in budget ? ["--cases", String(budget.cases)] : ["--time", String(budget.seconds)];
  const part = shard === undefined ? [] : ["--shard", formatShard(shard)];
  return [...command, "--seed", String(seed), ...amount, ...part].map(shellWord).join(" ");
}

/** `2/4`: the second of four parts. */
export function formatShard({ index, count }: Shard): string {
  return `${index + 1}/${count}`;
}

/** A declared divergence with something wrong with it, in one sentence. */
export function describeDivergence({ reason, expires, problem }: DivergenceUse): string {
  const what = problem === "expired" ? `expired on ${expires}` : "was not met";
  return `declared divergence ${what}: ${reason}`;
}

/** The outcome in one sentence. */
export function describeOutcome(report: DiffTestResult): string {
  const total = casesOf(report);
  const { differing } = report.cases;
  const ended = report.ended === "interrupted" ? "; interrupted before it was done" : "";
  if (total === 0) return `nothing was compared${ended}`;
  if (report.externalCases === 0 && differing === 0) return `no case reached the external implementation${ended}`;
  if (differing === 0) return `no difference in ${plural(total, "case")}${ended}`;
  const early = report.ended === "differences" ? "; stopped early, there are enough" : ended;
  const verb = differing === 1 ? "differs" : "differ";
  return `${differing.toLocaleString("en-US")} of ${plural(total, "case")} ${verb}, in ${plural(report.differences.length, "way")}${early}`;
}

/** How much of one implementation was reached, and where the rest is. */
export function describeCoverage(side: SideCoverage, cwd: string, most: number): string {
  if (side.status === "unavailable") return `not measured: ${side.reason}; run: ${side.remedy}`;
  const { functions, reached, missed } = side;
  const shown = missed.slice(0, most).map((stretch) => describeStretch(stretch, cwd));
  const more = missed.length > most ? ` and ${missed.length - most} more` : "";
  const rest = missed.length === 0 ? "every line" : `not ${shown.join(", ")}${more}`;
  return `${reached} of ${plural(functions, "function")} reached, ${rest}`;
}

function describeStretch({ file, line, endLine }: Stretch, cwd: string): string {
  return `${showPath(file, cwd)}:${line}${endLine === line ? "" : `-${endLine}`}`;
}

/** The lines that say what a case was, with how many characters of each value to show. */
export function caseRows({ case: tested, difference }: FoundDifference, most: number): [string, string][] {
  const config: [string, string] = ["config", cut(inspectData(tested.config), 0, most)];
  if (difference.place === "create") return [config];
  return [
    config,
    ...tested.before.map((call): [string, string] => [
      "before",
      `${call.hook} ${cut(inspectData(call.payload), 0, most)}${call.traced ? ", traced" : ""}`,
    ]),
    ["payload", cut(inspectData(tested.payload), 0, most) + (tested.traced ? ", traced" : "")],
  ];
}
