import { execa } from "execa";
import { crateVersion } from "../cargo.ts";
import { refusal, type PluginRecord } from "../records.ts";
import { splitLines } from "../python-text.ts";
import { tomlFile } from "../source.ts";
import type { Difference } from "./ci-selection.ts";

/**
 * The paths that differ between two revisions, as git writes them.
 *
 * @throws {ToolError} exit 1 with git's own words, when it can't compare them.
 */
export async function changedPaths(root: string, base: string, head: string): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await execa("git", ["diff", "--name-only", "--end-of-options", base, head], {
    cwd: root,
    reject: false,
  });
  if (exitCode !== 0) throw refusal(stderr.trim() || "git diff failed");
  return splitLines(stdout)
    .map(({ start, end }) => stdout.slice(start, end))
    .filter((line) => line.trim() !== "");
}

/** What lies between two revisions, with the versions of the plugins whose Cargo.toml is in it. */
export async function readDifference(
  root: string,
  records: readonly PluginRecord[],
  base: string,
  head: string,
): Promise<Difference> {
  const paths = await changedPaths(root, base, head);
  const versionBefore = new Map<string, string | undefined>();
  for (const { slug, path } of records) {
    const file = `${path}/Cargo.toml`;
    if (paths.includes(file)) versionBefore.set(slug, await versionAt(root, base, file));
  }
  return { paths, versionBefore };
}

async function versionAt(root: string, revision: string, file: string): Promise<string | undefined> {
  const { exitCode, stdout } = await execa("git", ["show", `${revision}:${file}`], { cwd: root, reject: false });
  return exitCode === 0 ? crateVersion(tomlFile({ file, path: file, text: stdout })) : undefined;
}
