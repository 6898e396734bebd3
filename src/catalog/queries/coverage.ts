import { pythonString } from "../../runtime/manager/python-text.ts";
import { type PluginRecord, refusal } from "../records.ts";
import { MANAGED_ROOT } from "../repository.ts";
import { pythonList } from "../toml/python.ts";
import { descendants, parseXml, type XmlElement } from "../xml.ts";

/** Line coverage, with the keys of `tools/plugin_catalog.py coverage-check`. Rates are percentages with two decimals. */
export interface Coverage {
  readonly minimum_plugin: string;
  readonly minimum_line_rate: number;
  readonly threshold: number;
  readonly plugins: Readonly<Record<string, PluginCoverage>>;
}

export interface PluginCoverage {
  readonly covered_lines: number;
  readonly valid_lines: number;
  readonly line_rate: number;
}

export interface CoverageReport {
  /** As messages name it. */
  readonly path: string;
  /** Cobertura XML. */
  readonly text: string;
}

interface Counts {
  covered: number;
  valid: number;
}

const PREFIX = `${MANAGED_ROOT}/`;
const WHOLE_NUMBER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
/** The lowest rate may miss the threshold by this, which is what floats are off by. */
const TOLERANCE = 1e-9;

/**
 * Checks the line coverage of each plugin against a percentage.
 *
 * @param expected The slugs that the report must cover, and no others; undefined for every plugin.
 * @throws {ToolError} exit 1 when the report does not fit the repository, or a plugin is below the threshold.
 */
export function checkCoverage(
  records: readonly PluginRecord[],
  { path, text }: CoverageReport,
  threshold: number,
  expected: readonly string[] | undefined,
): Coverage {
  const { root, problem } = parseXml(text);
  if (root === undefined) throw refusal(`Invalid coverage XML in ${path}: ${problem}`);
  const known = records.map(({ slug }) => slug);
  refuse(without(expected ?? [], known), "Unknown expected coverage plugins");
  const counts = countLines(root);
  const covered = [...counts.keys()];
  if (covered.length === 0) throw refusal(`No plugin coverage found in ${path}`);
  refuse(without(covered, known), "unknown plugin coverage entries");
  if (expected !== undefined) refuse(without(covered, expected), "unexpected plugin coverage entries");
  refuse(without(expected ?? known, covered), "missing plugin coverage entries");
  return rate(counts, threshold);
}

function countLines(root: XmlElement): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const element of descendants(root, "class")) {
    const file = (element.attributes.get("filename") ?? "").replaceAll("\\", "/");
    const slug = slugOf(file);
    if (slug === undefined) continue;
    const count = counts.get(slug) ?? { covered: 0, valid: 0 };
    counts.set(slug, count);
    for (const line of linesOf(element)) {
      const hits = line.attributes.get("hits") ?? "0";
      if (!WHOLE_NUMBER.test(hits)) {
        throw refusal(`Invalid coverage hit count ${pythonString(hits)} in ${file}`);
      }
      count.valid++;
      if (Number(hits.replaceAll("_", "")) > 0) count.covered++;
    }
  }
  return counts;
}

/** The plugin that a file belongs to; reports may name files from the root or from anywhere above it. */
function slugOf(file: string): string | undefined {
  const start = file.startsWith(PREFIX) ? 0 : file.indexOf(`/${PREFIX}`) + 1;
  const isManaged = file.startsWith(PREFIX, start);
  return isManaged ? file.slice(start + PREFIX.length).split("/")[0] : undefined;
}

function linesOf({ children }: XmlElement): readonly XmlElement[] {
  return children
    .filter(({ name }) => name === "lines")
    .flatMap((lines) => lines.children.filter(({ name }) => name === "line"));
}

function rate(counts: ReadonlyMap<string, Counts>, threshold: number): Coverage {
  const plugins: Record<string, PluginCoverage> = {};
  let lowest = { slug: "", rate: Number.POSITIVE_INFINITY };
  for (const [slug, { covered, valid }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (valid === 0) throw refusal(`${slug} has no counted coverage lines`);
    const exact = (covered / valid) * 100;
    plugins[slug] = { covered_lines: covered, valid_lines: valid, line_rate: Number(twoDecimals(exact)) };
    if (exact < lowest.rate) lowest = { slug, rate: exact };
  }
  if (lowest.rate + TOLERANCE < threshold) {
    const [is, limit] = [twoDecimals(lowest.rate), twoDecimals(threshold)];
    throw refusal(`${lowest.slug} line coverage ${is}% is below ${limit}%`);
  }
  const minimum_line_rate = Number(twoDecimals(lowest.rate));
  return { minimum_plugin: lowest.slug, minimum_line_rate, threshold, plugins };
}

/** A number with two decimals as Python rounds it: what lies exactly between two goes to the even one. */
export function twoDecimals(value: number): string {
  const fixed = value.toFixed(2);
  // A tie is a multiple of 1/8, which is exact in binary.
  const isTie = Number.isInteger(value * 8) && /\.\d\d5$/.test(String(value));
  const isOdd = "13579".includes(fixed.at(-1) ?? "");
  return isTie && isOdd ? (value - Math.sign(value) * 0.005).toFixed(2) : fixed;
}

function without(slugs: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set(slugs)].filter((slug) => !others.includes(slug)).sort();
}

function refuse(slugs: readonly string[], what: string): void {
  if (slugs.length > 0) throw refusal(`${what}: ${pythonList(slugs)}`);
}
