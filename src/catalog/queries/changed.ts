import { MANAGED_ROOT } from "../repository.ts";
import type { PluginRecord } from "../records.ts";

/** What every plugin is built from: a change here is a change of all of them. */
const SHARED = [
  "Makefile",
  ".cargo/",
  ".config/",
  ".github/workflows/",
  "Cargo.toml",
  "pyproject.toml",
  "uv.lock",
  "deny.toml",
  "crates/",
  "README.md",
  "DEVELOPING.md",
  "TESTING.md",
  "tools/",
];
const LOCK_FILE = "Cargo.lock";
const TESTS = "plugins/tests/";

/**
 * The slugs of the plugins that a set of changed paths is about, sorted. The lock file stands for every plugin only where no
 * plugin changed with it.
 */
export function changedPlugins(records: readonly PluginRecord[], paths: readonly string[]): readonly string[] {
  const all = records.map(({ slug }) => slug).sort();
  if (paths.some((path) => SHARED.some((prefix) => `${path}/`.startsWith(prefix)))) return all;
  const changed = new Set<string>();
  for (const path of paths) {
    const slug = slugBelow(path, `${MANAGED_ROOT}/`);
    const tested = slugBelow(path, TESTS);
    // Tests that belong to no plugin are shared by all.
    if (tested !== undefined && !all.includes(tested)) return all;
    const found = slug ?? tested;
    if (found !== undefined && all.includes(found)) changed.add(found);
  }
  if (changed.size === 0 && paths.includes(LOCK_FILE)) return all;
  return [...changed].sort();
}

/** The folder that a path is in below another folder; undefined when it is elsewhere. */
export function slugBelow(path: string, folder: string): string | undefined {
  return path.startsWith(folder) ? path.slice(folder.length).split("/")[0] : undefined;
}
