import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { codeOf, ToolError } from "../errors.ts";
import { exists } from "./exists.ts";
import { ioError } from "./io-error.ts";

/** Folders that hold nobody's own files, and the toolkit's own notes, whether `.gitignore` says so or not. */
const SKIPPED: ReadonlySet<string> = new Set([
  ".git",
  ".mcpplugins",
  ".tox",
  ".venv",
  "__pycache__",
  "node_modules",
  "site-packages",
  "venv",
]);

interface Rules {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** What is below a folder, by its absolute path. */
export interface FoundPath {
  readonly path: string;
  /** Set for a folder that can't be listed. */
  readonly problem?: ToolError;
}

/**
 * The files below a folder, sorted, without what `.gitignore` files leave out: those of the folder, of the folders below it
 * and of the repository around it. Links are not followed. A folder below it that can't be listed is itself among them.
 *
 * @throws {ToolError} exit 3 when the folder does not exist, exit 4 when it can't be listed.
 */
export async function walkFiles(folder: string): Promise<readonly FoundPath[]> {
  return await walk(folder, await rulesAround(folder));
}

async function walk(folder: string, above: readonly Rules[]): Promise<readonly FoundPath[]> {
  const own = await rulesOf(folder);
  const rules = own === undefined ? above : [...above, own];
  const found: FoundPath[] = [];
  for (const entry of await listFolder(folder)) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder ? SKIPPED.has(entry.name) : !entry.isFile()) continue;
    if (isIgnored(path, isFolder, rules)) continue;
    if (isFolder) found.push(...(await walkBelow(path, rules)));
    else found.push({ path });
  }
  return found;
}

async function walkBelow(path: string, rules: readonly Rules[]): Promise<readonly FoundPath[]> {
  try {
    return await walk(path, rules);
  } catch (error) {
    if (error instanceof ToolError) return [{ path, problem: error }];
    throw error;
  }
}

async function listFolder(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw ioError("list", folder, error);
  }
}

/** The rules of the folders above, up to the root of the repository; none outside of one. */
async function rulesAround(folder: string): Promise<readonly Rules[]> {
  const rules: Rules[] = [];
  for (let current = folder; ; current = dirname(current)) {
    const own = current === folder ? undefined : await rulesOf(current);
    if (own !== undefined) rules.unshift(own);
    if (await exists(join(current, ".git"))) return rules;
    if (dirname(current) === current) return [];
  }
}

async function rulesOf(folder: string): Promise<Rules | undefined> {
  const path = join(folder, ".gitignore");
  try {
    return { folder, ignore: ignore().add(await readFile(path, "utf8")) };
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "EISDIR") return undefined;
    throw ioError("read", path, error);
  }
}

/** The innermost file that has a rule for a path decides. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { folder, ignore: own } of rules) {
    const name = relative(folder, path).split(sep).join("/") + (isFolder ? "/" : "");
    const verdict = own.test(name);
    ignored = verdict.ignored || (ignored && !verdict.unignored);
  }
  return ignored;
}
