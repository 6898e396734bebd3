import { readFile, realpath } from "node:fs/promises";
import { isAbsolute, join, resolve, sep } from "node:path";
import { ExitCode, notFound, ToolError } from "../errors.ts";
import { globBase, globToRegExp, isGlob } from "../files/glob.ts";
import { ioError } from "../files/io-error.ts";
import { lookAt } from "../files/look-at.ts";
import { decodeUtf8 } from "../files/read-text.ts";
import { shownPath } from "../files/shown-path.ts";
import { type FoundPath, walkFiles } from "../files/walk-files.ts";
import { type Direction, mayHoldModes } from "./modes.ts";

/** What there is at a path. A folder is there for itself only where it can't be searched. */
export type SourceKind = "file" | "folder";

/** A file to migrate, or what can't be read. */
export interface FoundSource extends FoundPath {
  readonly kind: SourceKind;
}

/** A file to migrate, as it was read. */
export interface Source {
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  /** As it is shown: from the current folder where it is below that. */
  readonly file: string;
  readonly kind: SourceKind;
  /** Why it can't be read is the text's place. */
  readonly content: { readonly text: string } | { readonly problem: string };
}

/** YAML and JSON, and templates of them. */
const WANTED = /\.(?:ya?ml|json)(?:\.(?:j2|jinja2?|tpl|tmpl|gotmpl))?$/;

/**
 * The files that paths, folders and patterns stand for, each once and in their order; also what can't be read among them, but
 * not when it is the only path.
 *
 * @throws {ToolError} exit 3 when there is nothing at a path or nothing that fits it, exit 4 when the only path can't be read.
 */
export async function findSources(given: readonly string[], cwd: string): Promise<readonly FoundSource[]> {
  const byRealPath = new Map<string, FoundSource>();
  for (const each of given) {
    const found = given.length === 1 ? await findPaths(each, cwd) : await findOrReport(each, cwd);
    for (const one of found) {
      const real = one.problem === undefined ? await realpath(one.path) : one.path;
      if (!byRealPath.has(real)) byRealPath.set(real, one);
    }
  }
  return [...byRealPath.values()];
}

/** One path that can't be read does not keep the others from being. */
async function findOrReport(given: string, cwd: string): Promise<readonly FoundSource[]> {
  try {
    return await findPaths(given, cwd);
  } catch (error) {
    if (error instanceof ToolError && error.exitCode === ExitCode.failed) {
      const path = resolve(cwd, given);
      return [{ path, kind: await kindOfUnread(path), problem: error }];
    }
    throw error;
  }
}

/** What can't be seen is taken for a file. Where nothing is, the path is a pattern, and its folder can't be searched. */
async function kindOfUnread(path: string): Promise<SourceKind> {
  try {
    return (await kindOf(path)) ?? "folder";
  } catch {
    return "file";
  }
}

async function findPaths(given: string, cwd: string): Promise<readonly FoundSource[]> {
  const path = resolve(cwd, given);
  const kind = await kindOf(path);
  if (kind === "file") return [{ path, kind }];
  if (kind === undefined && !isGlob(given)) throw notFound(`there is no file or folder ${given}`);
  const found = kind === "folder" ? await findIn(path, (file) => WANTED.test(file)) : await findMatches(given, cwd);
  if (found.length > 0) return found;
  const what = kind === "folder" ? `there is no YAML or JSON file in ${given}` : `no file matches ${given}`;
  throw notFound(what, { hint: "What .gitignore leaves out is left out; name such a file to migrate it." });
}

async function findMatches(pattern: string, cwd: string): Promise<readonly FoundSource[]> {
  const base = resolve(cwd, globBase(pattern));
  if ((await kindOf(base)) !== "folder") return [];
  const whole = globToRegExp(isAbsolute(pattern) ? pattern : join(cwd, pattern));
  return await findIn(base, (file) => whole.test(file));
}

async function findIn(folder: string, isWanted: (path: string) => boolean): Promise<readonly FoundSource[]> {
  const found = await walkFiles(folder);
  return found.flatMap((one): readonly FoundSource[] => {
    if (one.problem !== undefined) return [{ ...one, kind: "folder" }];
    return isWanted(one.path.split(sep).join("/")) ? [{ ...one, kind: "file" }] : [];
  });
}

async function kindOf(path: string): Promise<SourceKind | undefined> {
  const facts = await lookAt(path);
  return facts === undefined ? undefined : facts.isDirectory() ? "folder" : "file";
}

/** Reads a file; bytes that are not UTF-8 matter only where a mode may be among them. */
export async function readSource(
  { path, kind, problem }: FoundSource,
  cwd: string,
  direction: Direction,
): Promise<Source> {
  const file = shownPath(path, cwd);
  try {
    if (problem !== undefined) throw problem;
    const bytes = await readFile(path).catch((error: unknown) => {
      throw ioError("read", file, error);
    });
    // Modes are ASCII, so one look at the bytes spares most files everything else.
    if (!mayHoldModes(bytes.toString("latin1"), direction)) return { path, file, kind, content: { text: "" } };
    return { path, file, kind, content: { text: decodeUtf8(bytes, file) } };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const { message, hint } = error;
    const why = message.replaceAll(path, () => file);
    return { path, file, kind, content: { problem: hint === undefined ? why : `${why} (${hint})` } };
  }
}
