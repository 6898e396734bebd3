import { dirname, join, resolve } from "node:path";
import type { FileAccess } from "./files.ts";
import { foldersBelow } from "./find-files.ts";

/**
 * The folders in which a change may change what is found at the paths: those of the files or that are searched for them, and
 * those with settings, up to the root of the repository.
 */
export async function watchedFolders(
  paths: readonly string[],
  cwd: string,
  files: FileAccess,
): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const given of paths.length === 0 ? ["."] : paths) {
    const path = resolve(cwd, given);
    const isFolder = (await files.stat(path))?.kind === "folder";
    const start = isFolder ? path : await nearestFolder(dirname(path), files);
    for (const folder of isFolder ? await foldersBelow(path, files) : [start]) folders.add(folder);
    for (const folder of await foldersAbove(start, files)) folders.add(folder);
  }
  return [...folders];
}

/** What is not there yet, will be an entry of it. */
async function nearestFolder(folder: string, files: FileAccess): Promise<string> {
  const isThere = (await files.stat(folder))?.kind === "folder";
  return isThere || dirname(folder) === folder ? folder : await nearestFolder(dirname(folder), files);
}

/** The folders around one in its repository; outside of a repository, none. */
async function foldersAbove(folder: string, files: FileAccess): Promise<readonly string[]> {
  const above: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if ((await files.stat(join(at, ".git"))) !== undefined) return above;
    if (dirname(at) === at) return [];
    above.push(dirname(at));
  }
}
