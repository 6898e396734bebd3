import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf, messageOf, notFound } from "../../errors.ts";
import { ioError } from "../../files/io-error.ts";
import { readBytes } from "../../files/read-text.ts";
import { exists } from "../../files/exists.ts";
import { shownPath } from "../../files/shown-path.ts";
import { type FoundPath, walkFiles } from "../../files/walk-files.ts";
import { decodeText } from "./encoding.ts";
import { isOldPath } from "./moved.ts";
import type { FileKind, SourceFile } from "./source-file.ts";

/** The files that were read. */
export interface SourceTree {
  readonly files: readonly SourceFile[];
  /** Why others could not be. */
  readonly unread: readonly string[];
}

const STDIN = "<stdin>";

const OTHER = /\.(?:ya?ml|sh|toml|cfg|ini|json|j2|env|spec|mk)$|^(?:Makefile|Dockerfile|Containerfile)/;
const TEST_FILE = /^(?:test_.*|.*_test|conftest)\.pyi?$/;
const USES_FRAMEWORK =
  /^\s*(?:from\s+(?:mcpgateway\.plugins\.(?:framework|tools)|cpex)\b|import\s+(?:mcpgateway\.plugins\.(?:framework|tools)|cpex)\b|from\s+mcpgateway\.plugins\s+import\s+framework\b)/m;

/**
 * Reads files, folders and standard input (`-`).
 *
 * @throws {ToolError} exit 3 when a path does not exist or there is nothing to read.
 */
export async function readTree(
  paths: readonly string[],
  { cwd, readStdin }: { readonly cwd: string; readonly readStdin: () => Promise<Uint8Array> },
): Promise<SourceTree> {
  const files = new Map<string, SourceFile>();
  const unread: string[] = [];
  const packages = new Packages();
  for (const given of paths) {
    if (given === "-") {
      files.set("-", { ...emptyFile("-", STDIN, "python"), ...decodeText(await readStdin(), STDIN) });
      continue;
    }
    for (const { path, kind, problem } of await namedBy(resolve(cwd, given), given)) {
      const file = shownPath(path, cwd);
      try {
        if (problem !== undefined) throw problem;
        const { text, encoding } = decodeText(await readBytes(path), file);
        files.set(path, { ...(await describe(path, file, kind, packages)), text, encoding });
      } catch (error) {
        unread.push(messageOf(error));
      }
    }
  }
  if (files.size === 0 && unread.length === 0) {
    throw notFound(`there is no Python, project or documentation file in ${paths.join(", ")}`);
  }
  return { files: withNeeds([...files.values()]), unread };
}

interface NamedPath extends FoundPath {
  readonly kind: FileKind;
}

async function namedBy(path: string, given: string): Promise<readonly NamedPath[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw notFound(`there is no file or folder ${given}`);
    throw ioError("read", given, error);
  }
  if (!isFolder) return [{ path, kind: kindOf(basename(path)) ?? "python" }];
  const found = await walkFiles(path);
  return found.flatMap((one) => {
    const kind = one.problem === undefined ? kindOf(basename(one.path)) : "other";
    return kind === undefined ? [] : [{ ...one, kind }];
  });
}

function kindOf(name: string): FileKind | undefined {
  if (/\.pyi?$/.test(name)) return "python";
  if (name === "pyproject.toml") return "project";
  if (name === "requirements.txt") return "requirements";
  if (/\.(?:md|rst)$/.test(name)) return "docs";
  return OTHER.test(name) ? "other" : undefined;
}

async function describe(path: string, file: string, kind: FileKind, packages: Packages): Promise<SourceFile> {
  const empty = emptyFile(path, file, kind);
  if (kind !== "python") return empty;
  const test = TEST_FILE.test(basename(path)) || file.split("/").some((part) => /^tests?$/.test(part));
  // Folders of tests are often named after what they test.
  const inside = test ? undefined : await packages.of(dirname(path));
  const name = basename(path).replace(/\.pyi?$/, "");
  const module = inside === undefined ? undefined : name === "__init__" ? inside : `${inside}.${name}`;
  const framework = module !== undefined && isOldPath(module);
  return { ...empty, kind: framework ? "framework" : "python", package: inside, module, test };
}

function emptyFile(path: string, file: string, kind: FileKind): SourceFile {
  const encoding = { name: "utf-8", bom: false } as const;
  return { path, file, kind, text: "", encoding, package: undefined, module: undefined, test: false, needsCpex: false };
}

/** A project needs `cpex` when code below it uses the framework and no other project is closer to that code. */
function withNeeds(files: readonly SourceFile[]): readonly SourceFile[] {
  const projects = new Map<string, string>();
  for (const { path, kind } of files) {
    if (kind === "project" || (kind === "requirements" && !projects.has(dirname(path))))
      projects.set(dirname(path), path);
  }
  const needing = new Set<string>();
  for (const { path, kind, text } of files) {
    if (kind !== "python" || !USES_FRAMEWORK.test(text)) continue;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const project = projects.get(folder);
      if (project !== undefined) needing.add(project);
      if (project !== undefined || dirname(folder) === folder) break;
    }
  }
  return files.map((file) => (needing.has(file.path) ? { ...file, needsCpex: true } : file));
}

/** Which package a folder is, as Python sees it: folders with `__init__.py` up to the first without. */
class Packages {
  readonly #known = new Map<string, string | undefined>();

  async of(folder: string): Promise<string | undefined> {
    if (this.#known.has(folder)) return this.#known.get(folder);
    let found: string | undefined;
    if (await exists(join(folder, "__init__.py"))) {
      const outer = await this.of(dirname(folder));
      found = outer === undefined ? basename(folder) : `${outer}.${basename(folder)}`;
    }
    this.#known.set(folder, found);
    return found;
  }
}
