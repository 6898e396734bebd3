import { dirname, join, resolve } from "node:path";
import { isRepository } from "../catalog/read-repository.ts";
import { notFound, usageError } from "../errors.ts";
import { checkFile, type SchemaFor } from "./check-file.ts";
import { checkRepository } from "./check-repository.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { FileAccess } from "./files.ts";
import { shownPath } from "../files/shown-path.ts";
import { findTargets, type Target, typeOfNamed } from "./find-files.ts";
import { fixFile, type FixLevel } from "./fix-file.ts";
import type { ManifestLevel } from "./model/manifest-model.ts";
import { ProjectSettings } from "./project-settings.ts";
import type { FileType } from "./rule.ts";

export interface ValidateOptions {
  /** How much a manifest must hold by itself. */
  readonly manifestLevel: ManifestLevel;
  /** Take every path as this; otherwise its name and content decide. */
  readonly type: FileType | "repo" | undefined;
  /** Fix what can be fixed, in memory, and check what comes out of it. */
  readonly fix?: FixLevel | undefined;
}

export interface ValidateDependencies {
  readonly files: FileAccess;
  /** Absolute: where relative paths start, those of the command line and those that the loader resolves. */
  readonly cwd: string;
  /** What `~` stands for. */
  readonly home: string;
  readonly schemaFor: SchemaFor;
  /** The text of the path `-`. */
  readStdin(): Promise<string>;
}

/** A file that was checked, by itself or as a part of a managed-plugin repository. */
export interface CheckedFile {
  readonly file: string;
  readonly type: FileType | "repo" | "settings";
  /** After the fixes that were asked for. */
  readonly text: string;
  /** Set where something was fixed. */
  readonly fix?: FileFix;
}

/** What was fixed in a file, in memory. */
export interface FileFix {
  /** Absolute. */
  readonly path: string;
  /** The text as it was read. */
  readonly before: string;
  readonly fixed: readonly Diagnostic[];
}

export interface ValidateResult {
  /** In the order of the paths, and below a folder by name. */
  readonly files: readonly CheckedFile[];
  /** Of repositories, in the order of their rules; then file by file, and in a file by place; settings files come last. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more a baseline knows. */
  readonly known?: number;
}

/** How many diagnostics were fixed. */
export function countFixed(files: readonly CheckedFile[]): number {
  return files.reduce((sum, { fix }) => sum + (fix?.fixed.length ?? 0), 0);
}

/**
 * Checks configs and manifests: files, folders that are searched for them, or `-` for standard input; without a path, the
 * current folder. A folder that is a managed-plugin repository is checked as one too.
 *
 * @throws {ToolError} exit 2 when standard input is to be a repository, exit 3 when a path does not exist or there is nothing to
 *   check, exit 4 when a file can't be read.
 */
export async function validatePaths(
  paths: readonly string[],
  options: ValidateOptions,
  dependencies: ValidateDependencies,
): Promise<ValidateResult> {
  const { files: access, cwd, home, schemaFor } = dependencies;
  const settings = new ProjectSettings(access, cwd);
  const checks = { host: { files: access, cwd, home }, level: options.manifestLevel, schemaFor };
  const { repositories, targets } = await collectTargets(paths.length === 0 ? ["."] : paths, options, dependencies);
  const files: CheckedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const checked = new Set<string>();
  for (const root of repositories) {
    const shown = (file: string): string => shownPath(join(root, file), cwd);
    const result = await checkRepository(root, shown, checks, await settings.severitiesFor(root));
    for (const { file, path, text } of result.files) {
      checked.add(path);
      files.push({ file: shown(file), type: "repo", text });
    }
    diagnostics.push(...result.diagnostics);
  }
  for (const { path, file, type, text } of targets.filter((target) => !checked.has(target.path))) {
    const folder = dirname(path);
    const ownChecks = { ...checks, severities: await settings.severitiesFor(folder) };
    const target = { text, type, file, folder };
    if (options.fix === undefined) {
      files.push({ file, type, text });
      diagnostics.push(...(await checkFile(target, ownChecks)));
      continue;
    }
    const result = await fixFile(target, options.fix, ownChecks);
    const fix = { path, before: text, fixed: result.fixed };
    files.push({ file, type, text: result.text, ...(result.fixed.length === 0 ? {} : { fix }) });
    diagnostics.push(...result.diagnostics);
  }
  for (const { file, text, diagnostics: found } of settings.wrong()) {
    files.push({ file, type: "settings", text });
    diagnostics.push(...found);
  }
  return { files, diagnostics };
}

interface Targets {
  /** The roots of managed-plugin repositories. */
  readonly repositories: readonly string[];
  readonly targets: readonly Target[];
}

async function collectTargets(
  paths: readonly string[],
  { type }: ValidateOptions,
  { files, cwd, readStdin }: ValidateDependencies,
): Promise<Targets> {
  const repositories = new Set<string>();
  const byPath = new Map<string, Target>();
  for (const path of paths) {
    if (type === "repo") {
      repositories.add(await namedRepository(path, cwd, files));
      continue;
    }
    const root = resolve(cwd, path);
    if (path !== "-" && type === undefined && (await isRepository(root, files))) repositories.add(root);
    const found = path === "-" ? [await fromStdin(cwd, type, readStdin)] : await findTargets(path, cwd, files, type);
    for (const target of found) if (!byPath.has(target.path)) byPath.set(target.path, target);
  }
  if (repositories.size + byPath.size > 0) return { repositories: [...repositories], targets: [...byPath.values()] };
  throw notFound(`there is no plugin config or manifest in ${paths.join(", ")}`, {
    hint: "Name the file: 'mcpplugins validate path/to/config.yaml'.",
  });
}

async function namedRepository(path: string, cwd: string, files: FileAccess): Promise<string> {
  if (path === "-") throw usageError("a repository can't come from standard input");
  const root = resolve(cwd, path);
  if ((await files.stat(root))?.kind === "folder") return root;
  throw notFound(`there is no folder ${path}`, { hint: "Name the root of a managed-plugin repository." });
}

async function fromStdin(cwd: string, type: FileType | undefined, readStdin: () => Promise<string>): Promise<Target> {
  const text = await readStdin();
  const file = "<stdin>";
  return { path: `${cwd}/${file}`, file, text, type: type ?? typeOfNamed(file, text) };
}
