import type { PluginRecord } from "../catalog/records.ts";
import type { CiSelection } from "../catalog/queries/ci-selection.ts";
import type { Coverage } from "../catalog/queries/coverage.ts";
import type { Answer } from "../catalog/run-query.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";

/** An answer of the catalog for people. */
export function renderCatalogText(answer: Answer, style: Style): string {
  return formatLines(linesOf(answer, style));
}

function linesOf({ to, value }: Answer, style: Style): readonly string[] {
  switch (to) {
    case "list":
      return formatTable(value.plugins.map(recordRow));
    case "validate":
      return [style.good("the repository keeps its contract")];
    case "changed":
      return value.plugins.length === 0 ? ["no plugin changed"] : value.plugins;
    case "release-info":
      return formatTable([recordRow(value)]);
    case "ci-selection":
      return selectionLines(value, style);
    case "coverage-check":
      return coverageLines(value, style);
    default:
      return to satisfies never;
  }
}

function recordRow({ slug, version, kind, path }: PluginRecord): readonly string[] {
  return [slug, version, kind, path];
}

function selectionLines(selection: CiSelection, style: Style): readonly string[] {
  const jobs = selection.mutation_jobs.map(
    ({ cargo_package, in_diff }) => `${cargo_package} (${in_diff ? "changed lines" : "all"})`,
  );
  const row = (title: string, items: readonly string[]): readonly string[] => [
    style.bold(title),
    items.length === 0 ? "none" : items.join(", "),
  ];
  return formatTable([
    row("plugins", selection.plugins),
    row("mutation tests", jobs),
    row("releases", selection.release_validation_tags),
  ]);
}

function coverageLines({ plugins, threshold }: Coverage, style: Style): readonly string[] {
  const rows = Object.entries(plugins).map(([slug, { covered_lines, valid_lines, line_rate }]) => [
    slug,
    `${line_rate.toFixed(2)}%`,
    `${covered_lines} of ${valid_lines} lines`,
  ]);
  return [...formatTable(rows, ["left", "right", "right"]), style.good(`all at ${threshold}% or more`)];
}
