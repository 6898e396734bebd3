import type { PluginRecord } from "../records.ts";
import type { Repository } from "../repository.ts";
import { changedPlugins } from "./changed.ts";
import { allJobs, changedJobs, type MutationJob } from "./mutation-jobs.ts";
import { releaseTag } from "./release.ts";

/** What a CI run has to do, with the keys of `tools/plugin_catalog.py ci-selection`. */
export interface CiSelection {
  readonly plugins: readonly string[];
  readonly has_plugins: boolean;
  readonly plugin_count: number;
  readonly cargo_packages: readonly string[];
  readonly mutation_cargo_packages: readonly string[];
  readonly has_mutation_cargo_packages: boolean;
  readonly mutation_jobs: readonly MutationJob[];
  readonly release_validation_tags: readonly string[];
  readonly has_release_validation_tags: boolean;
}

/** What lies between two revisions. */
export interface Difference {
  /** The paths that changed, from the root. */
  readonly paths: readonly string[];
  /** The version that each plugin's Cargo.toml had before; undefined where it was not there, or had none. */
  readonly versionBefore: ReadonlyMap<string, string | undefined>;
}

/** Everything: each plugin, and mutation tests over all of its code. */
export function selectAll(records: readonly PluginRecord[]): CiSelection {
  const slugs = records.map(({ slug }) => slug).sort();
  return toSelection(slugs, allJobs(records), []);
}

/** What a difference is about. A plugin whose version is new is to be validated for its release. */
export function selectChanged(
  repository: Repository,
  records: readonly PluginRecord[],
  { paths, versionBefore }: Difference,
): CiSelection {
  const released = records.filter(
    ({ slug, path, version }) => paths.includes(`${path}/Cargo.toml`) && versionBefore.get(slug) !== version,
  );
  return toSelection(
    changedPlugins(records, paths),
    changedJobs(repository, records, paths),
    released.map(releaseTag).sort(),
  );
}

function toSelection(
  plugins: readonly string[],
  mutation_jobs: readonly MutationJob[],
  release_validation_tags: readonly string[],
): CiSelection {
  const mutation_cargo_packages = mutation_jobs.map(({ cargo_package }) => cargo_package);
  return {
    plugins,
    has_plugins: plugins.length > 0,
    plugin_count: plugins.length,
    cargo_packages: plugins,
    mutation_cargo_packages,
    has_mutation_cargo_packages: mutation_cargo_packages.length > 0,
    mutation_jobs,
    release_validation_tags,
    has_release_validation_tags: release_validation_tags.length > 0,
  };
}
