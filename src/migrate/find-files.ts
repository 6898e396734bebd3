import { readFile, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, resolve, sep } from "node:path";
import { codeOf, messageOf, notFound, ToolError } from "../errors.ts";
import { globBase, globToRegExp, isGlob } from "../files/glob.ts";
import { ioError } from "../files/io-error.ts";
import { decodeUtf8 } from "../files/read-text.ts";
import { shownPath } from "../files/shown-path.ts";
import { walkFiles } from "../files/walk-files.ts";
import { type Direction, mayHoldModes } from "./modes.ts";

/** A file to migrate. */
export interface Source {
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  /** As it is shown: from the current folder where it is below that. */
  readonly file: string;
  /** Why it can't be read is the text's place. */
  readonly content: { readonly text: string } | { readonly problem: string };
}

/** YAML and JSON, and templates of them. */
const WANTED = /\.(?:ya?ml|json)(?:\.(?:j2|jinja2?|tpl|tmpl|gotmpl))?$/;

/**
 * The files that paths, folders and patterns stand for, each once and in their order.
 *
 * @throws {ToolError} exit 3 when there is nothing at a path or nothing that fits it, exit 4 when a folder can't be listed.
 */
export async function findSources(given: readonly string[], cwd: string): Promise<readonly string[]> {
  const byRealPath = new Map<string, string>();
  for (const each of given) {
    for (const path of await findPaths(each, cwd)) {
      const real = await realpath(path);
      if (!byRealPath.has(real)) byRealPath.set(real, path);
    }
  }
  return [...byRealPath.values()];
}

async function findPaths(given: string, cwd: string): Promise<readonly string[]> {
  const path = resolve(cwd, given);
  const kind = await kindOf(path);
  if (kind === "file") return [path];
  if (kind === undefined && !isGlob(given)) throw notFound(`there is no file or folder ${given}`);
  const found = kind === "folder" ? await findIn(path, (file) => WANTED.test(file)) : await findMatches(given, cwd);
  if (found.length > 0) return found;
  const what = kind === "folder" ? `there is no YAML or JSON file in ${given}` : `no file matches ${given}`;
  throw notFound(what, { hint: "What .gitignore leaves out is left out; name such a file to migrate it." });
}

async function findMatches(pattern: string, cwd: string): Promise<readonly string[]> {
  const base = resolve(cwd, globBase(pattern));
  if ((await kindOf(base)) !== "folder") return [];
  const whole = globToRegExp(isAbsolute(pattern) ? pattern : join(cwd, pattern));
  return await findIn(base, (file) => whole.test(file));
}

async function findIn(folder: string, isWanted: (path: string) => boolean): Promise<readonly string[]> {
  const files = await walkFiles(folder);
  return files.filter((path) => isWanted(path.split(sep).join("/")));
}

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw ioError("read", path, error);
  }
}

/** Reads a file; bytes that are not UTF-8 matter only where a mode may be among them. */
export async function readSource(path: string, cwd: string, direction: Direction): Promise<Source> {
  const file = shownPath(path, cwd);
  try {
    const bytes = await readFile(path).catch((error: unknown) => {
      throw ioError("read", file, error);
    });
    // Modes are ASCII, so one look at the bytes spares most files everything else.
    if (!mayHoldModes(bytes.toString("latin1"), direction)) return { path, file, content: { text: "" } };
    return { path, file, content: { text: decodeUtf8(bytes, file) } };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { path, file, content: { problem: messageOf(error) } };
  }
}
