import { failed, type ToolError } from "../errors.ts";
import type { DiffTestReport } from "./diff-test-plugin.ts";
import { markUnused } from "./divergences.ts";
import { mergeResults } from "./merge.ts";

/**
 * Makes one report a plugin of the reports of a campaign's shards.
 *
 * @throws {ToolError} exit 4 when the shards of a plugin are not of one campaign, or one is missing or there twice: what was not
 *   run must not read as a pass.
 */
export function mergeReports(reports: readonly DiffTestReport[]): DiffTestReport[] {
  const byPlugin = new Map<string, DiffTestReport[]>();
  for (const report of reports) {
    const { name } = report.plugin;
    byPlugin.set(name, [...(byPlugin.get(name) ?? []), report]);
  }
  return [...byPlugin.values()].map(mergeCampaign);
}

function mergeCampaign(shards: readonly DiffTestReport[]): DiffTestReport {
  const sorted = shards.toSorted((a, b) => indexOf(a) - indexOf(b));
  const [first] = sorted;
  if (first === undefined) throw new Error("a campaign has at least one shard");
  const { plugin, native, against } = first;
  for (const shard of sorted) {
    if (campaignOf(shard) !== campaignOf(first)) throw notOne(plugin.name, campaignOf(first), campaignOf(shard));
  }
  checkAllThere(sorted, plugin.name);
  const merged = mergeResults(sorted);
  const divergences =
    merged.ended === "complete" ? markUnused(merged.divergences, first.against !== undefined) : merged.divergences;
  return { plugin, native, ...(against === undefined ? {} : { against }), ...merged, divergences };
}

function indexOf({ shard }: DiffTestReport): number {
  return shard?.index ?? 0;
}

/** What all shards of a campaign have in common. */
function campaignOf({ plugin, native, seed, budget, shard, against }: DiffTestReport): string {
  const amount = "cases" in budget ? `${budget.cases} cases` : `${budget.seconds} s`;
  return `version ${plugin.version}, ABI ${native.abi}, seed ${seed}, ${amount}, ${shard?.count ?? 1} shards, against ${against ?? "nothing else"}`;
}

function notOne(name: string, a: string, b: string): ToolError {
  return failed(`the reports of '${name}' are not of one campaign`, { details: `${a}\n${b}` });
}

function checkAllThere(sorted: readonly DiffTestReport[], name: string): void {
  const count = sorted[0]?.shard?.count ?? 1;
  const indices = sorted.map(indexOf);
  const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !indices.includes(index));
  if (missing.length > 0) {
    const list = missing.map((index) => `${index + 1}/${count}`).join(", ");
    throw failed(`the campaign of '${name}' is not complete: there is no report of ${list}`);
  }
  const twice = indices.find((index, at) => indices.indexOf(index) !== at);
  if (twice !== undefined) throw failed(`the report of ${twice + 1}/${count} of '${name}' is there twice`);
}
