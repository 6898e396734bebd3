import { join, resolve } from "node:path";
import { failed, notFound, type ToolError } from "../errors.ts";
import { mapConcurrent } from "../files/map-concurrent.ts";
import { YAML_LIMITS } from "../yaml/limits.ts";
import type { FileAccess, FolderEntry } from "./files.ts";
import { isUnreadable } from "./unreadable.ts";

/** A file that may be one to check, or a folder that can't be searched for them. */
export interface Candidate {
  /** Absolute. */
  readonly path: string;
  /** The user named it, and wants it checked whatever it is. */
  readonly isNamed: boolean;
  /** What it holds, when that is known: of standard input. */
  readonly text?: string;
  /** Why it can't be read, when that is known. */
  readonly problem?: ToolError;
}

const YAML = /\.ya?ml$/;
/** Folders that hold nobody's own files. */
const SKIPPED = new Set(["node_modules", "target", "dist", ".git", ".venv", "__pycache__"]);

/**
 * The file that a path names, or the YAML files below it when it is a folder, by name.
 *
 * @throws {ToolError} exit 3 when there is nothing at the path, exit 4 when it is too large or can't be read.
 */
export async function findFiles(given: string, cwd: string, files: FileAccess): Promise<readonly Candidate[]> {
  const path = resolve(cwd, given);
  const facts = await files.lookAt(path);
  if (facts === undefined) throw notFound(`there is no file or folder ${given}`);
  if (facts.kind === "folder") return await search(path, files);
  if (facts.size > YAML_LIMITS.length * 4) throw failed(`${given} is too large to be a config: ${facts.size} bytes`);
  return [{ path, isNamed: true }];
}

/** The folders that are searched when a folder is named, itself among them; without those that can't be. */
export async function foldersBelow(folder: string, files: FileAccess): Promise<readonly string[]> {
  const entries = await files.list(folder).catch((error: unknown) => {
    if (isUnreadable(error)) return undefined;
    throw error;
  });
  if (entries === undefined) return [];
  const below = await mapConcurrent(
    entries.filter(({ name, kind }) => kind === "folder" && !SKIPPED.has(name)),
    async ({ name }) => await foldersBelow(join(folder, name), files),
  );
  return [folder, ...below.flat()];
}

async function search(folder: string, files: FileAccess): Promise<readonly Candidate[]> {
  const found = await mapConcurrent(await files.list(folder), async (entry) => {
    const path = join(folder, entry.name);
    try {
      return await searchEntry(path, entry, files);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return [{ path, isNamed: false, problem: error }];
    }
  });
  return found.flat();
}

async function searchEntry(
  path: string,
  { name, kind }: FolderEntry,
  files: FileAccess,
): Promise<readonly Candidate[]> {
  if (kind === "folder") return SKIPPED.has(name) ? [] : await search(path, files);
  if (!YAML.test(name) || kind === "other") return [];
  // A link may lead anywhere, and one to a folder could lead back here.
  const facts = await files.lookAt(path);
  return facts?.kind !== "file" || facts.size > YAML_LIMITS.length ? [] : [{ path, isNamed: false }];
}
