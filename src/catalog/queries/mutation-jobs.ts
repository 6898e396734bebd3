import type { PluginRecord } from "../records.ts";
import { MANAGED_ROOT, type Repository } from "../repository.ts";
import { nodeAt } from "../toml/node.ts";
import { slugBelow } from "./changed.ts";

/** A crate to run mutation tests on. */
export interface MutationJob {
  readonly cargo_package: string;
  /** Mutate the changed lines only. */
  readonly in_diff: boolean;
  /** Other packages whose tests count. */
  readonly test_packages: readonly string[];
}

const BRIDGE = "cpex_framework_bridge";
const BRIDGE_FOLDER = "crates/framework_bridge/";

/** One job for each crate whose Rust sources changed, sorted by crate. */
export function changedJobs(
  { plugins }: Repository,
  records: readonly PluginRecord[],
  paths: readonly string[],
): readonly MutationJob[] {
  const sources = paths.filter((path) => path.endsWith(".rs"));
  const slugs = new Set(sources.map((path) => slugBelow(path, `${MANAGED_ROOT}/`)));
  const jobs = records
    .filter(({ slug }) => slugs.has(slug))
    .map(({ cargo_package_name }) => ({ cargo_package: cargo_package_name, in_diff: true, test_packages: [] }));
  if (!sources.some((path) => path.startsWith(BRIDGE_FOLDER))) return sorted(jobs);
  const dependents = plugins.filter(({ cargo }) => nodeAt(cargo?.root, ["dependencies", BRIDGE]) !== undefined);
  const test_packages = dependents.map(({ slug }) => slug).sort();
  return sorted([...jobs, { cargo_package: BRIDGE, in_diff: true, test_packages }]);
}

/** A job for every plugin, over all of its code. */
export function allJobs(records: readonly PluginRecord[]): readonly MutationJob[] {
  return sorted(
    records.map(({ cargo_package_name }) => ({ cargo_package: cargo_package_name, in_diff: false, test_packages: [] })),
  );
}

function sorted(jobs: readonly MutationJob[]): readonly MutationJob[] {
  return jobs.toSorted((a, b) => (a.cargo_package < b.cargo_package ? -1 : 1));
}
