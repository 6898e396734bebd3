import { isAbsolute, join } from "node:path";
import { type CiSelection, selectAll, selectChanged } from "./queries/ci-selection.ts";
import { changedPlugins } from "./queries/changed.ts";
import { checkCoverage, type Coverage } from "./queries/coverage.ts";
import { changedPaths, readDifference } from "./queries/difference.ts";
import { releaseInfo } from "./queries/release.ts";
import { readRepository, type RepositoryFiles } from "./read-repository.ts";
import { type PluginRecord, pluginRecords, refusal } from "./records.ts";

/** What can be asked of a managed-plugin repository: the commands of `tools/plugin_catalog.py`. */
export type Query =
  | { readonly is: "list" | "validate" }
  | { readonly is: "changed"; readonly base: string; readonly head: string }
  | { readonly is: "release-info"; readonly tag: string }
  /** Without revisions, everything is selected. */
  | { readonly is: "ci-selection"; readonly between?: { readonly base: string; readonly head: string } }
  | CoverageQuery;

interface CoverageQuery {
  readonly is: "coverage-check";
  /** From the root. */
  readonly report: string;
  /** A percentage. */
  readonly threshold: number;
  readonly expected: readonly string[] | undefined;
}

/** An answer, with the keys of the original's JSON. */
export type Answer =
  | { readonly to: "list"; readonly value: { readonly plugins: readonly PluginRecord[] } }
  | { readonly to: "validate"; readonly value: { readonly status: "ok" } }
  | { readonly to: "changed"; readonly value: { readonly plugins: readonly string[] } }
  | { readonly to: "release-info"; readonly value: PluginRecord }
  | { readonly to: "ci-selection"; readonly value: CiSelection }
  | { readonly to: "coverage-check"; readonly value: Coverage };

/**
 * Answers a query.
 *
 * @param root Absolute.
 * @throws {ToolError} exit 1 with the original's message when it would fail, exit 4 when a file can't be read.
 */
export async function runQuery(query: Query, root: string, files: RepositoryFiles): Promise<Answer> {
  const repository = await readRepository(root, files);
  const records = pluginRecords(repository);
  switch (query.is) {
    case "list":
      return { to: "list", value: { plugins: records } };
    case "validate":
      return { to: "validate", value: { status: "ok" } };
    case "changed": {
      const paths = await changedPaths(root, query.base, query.head);
      return { to: "changed", value: { plugins: changedPlugins(records, paths) } };
    }
    case "release-info":
      return { to: "release-info", value: releaseInfo(records, query.tag) };
    case "ci-selection": {
      if (query.between === undefined) return { to: "ci-selection", value: selectAll(records) };
      const difference = await readDifference(root, records, query.between.base, query.between.head);
      return { to: "ci-selection", value: selectChanged(repository, records, difference) };
    }
    case "coverage-check":
      return { to: "coverage-check", value: await readCoverage(query, root, records, files) };
    default:
      return query satisfies never;
  }
}

async function readCoverage(
  { report, threshold, expected }: CoverageQuery,
  root: string,
  records: readonly PluginRecord[],
  files: RepositoryFiles,
): Promise<Coverage> {
  const path = isAbsolute(report) ? report : join(root, report);
  if ((await files.stat(path)) === undefined) throw refusal(`Coverage report not found: ${path}`);
  return checkCoverage(records, { path, text: await files.readText(path) }, threshold, expected);
}
