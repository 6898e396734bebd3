import { join, resolve } from "node:path";
import { isRepository } from "../catalog/repository.ts";
import { notFound, type ToolError, usageError } from "../errors.ts";
import { mapConcurrent } from "../files/map-concurrent.ts";
import { shownPath } from "../files/shown-path.ts";
import type { FileChecks, SchemaFor } from "./check-file.ts";
import { checkTarget } from "./check-target.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { FileAccess } from "./files.ts";
import { type Candidate, findFiles } from "./find-files.ts";
import type { FixLevel } from "./fix.ts";
import type { ManifestLevel } from "./model/manifest-model.ts";
import { ProjectSettings } from "./project-settings.ts";
import { readTarget, type Target } from "./read-target.ts";
import type { CheckedFile, ValidateResult } from "./result.ts";
import type { FileType } from "./rule.ts";
import type { Severities } from "./severities.ts";
import { isUnreadable, unreadable } from "./unreadable.ts";

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

/** What there is to check. */
interface Found {
  /** The roots of managed-plugin repositories. */
  readonly repositories: readonly string[];
  readonly candidates: readonly Candidate[];
}

/** A part of the result. */
interface Checked {
  readonly files: readonly CheckedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks configs and manifests: files, folders that are searched for them, or `-` for standard input; without a path, the
 * current folder. A folder that is a managed-plugin repository is checked as one too. What can't be read is reported like the
 * rest (`file/unreadable`), unless it is the only path.
 *
 * @throws {ToolError} exit 2 when standard input is to be a repository, exit 3 when a path does not exist or
 *   there is nothing to check, exit 4 when the only path can't be read.
 */
export async function validatePaths(
  paths: readonly string[],
  options: ValidateOptions,
  dependencies: ValidateDependencies,
): Promise<ValidateResult> {
  const { files, cwd, home, schemaFor } = dependencies;
  const settings = new ProjectSettings(files, cwd);
  const checks: FileChecks = { host: { files, cwd, home }, level: options.manifestLevel, schemaFor };
  const given = paths.length === 0 ? ["."] : paths;
  const { repositories, candidates } = await find(given, options, dependencies);
  const parts: Checked[] = [];
  const done = new Set<string>();
  const isOnly = (isNamed: boolean): boolean => isNamed && given.length === 1;
  for (const root of repositories) {
    const check = async (): Promise<Checked> => {
      const result = await checkRoot(root, cwd, checks, await settings.severitiesFor(root));
      for (const { path } of result.sources) done.add(path);
      return result;
    };
    parts.push(await (isOnly(options.type === "repo") ? check() : orReport(root, cwd, check)));
  }
  const left = candidates.filter(({ path }) => !done.has(path));
  parts.push(
    ...(await mapConcurrent(left, async (candidate): Promise<Checked> => {
      const type = options.type === "repo" ? undefined : options.type;
      const check = async (): Promise<Checked> => {
        const target = await readTarget(candidate, cwd, files, type);
        if (target === undefined) return { files: [], diagnostics: [] };
        return await checkOne(target, options.fix, {
          ...checks,
          severities: await settings.severitiesFor(target.folder),
        });
      };
      return await (isOnly(candidate.isNamed) ? check() : orReport(candidate.path, cwd, check));
    })),
  );
  const result = {
    files: parts.flatMap((part) => part.files),
    diagnostics: parts.flatMap((part) => part.diagnostics),
  };
  if (repositories.length + result.files.length === 0) throw nothingFound(given);
  for (const { file, text, diagnostics } of settings.wrong()) {
    result.files.push({ file, type: "settings", text });
    result.diagnostics.push(...diagnostics);
  }
  return result;
}

/** Each file once, where it is first met; a file that is named anywhere is a named one. */
async function find(
  paths: readonly string[],
  { type }: ValidateOptions,
  dependencies: ValidateDependencies,
): Promise<Found> {
  const { files, cwd } = dependencies;
  const repositories = new Set<string>();
  const candidates = new Map<string, Candidate>();
  for (const path of paths) {
    const root = resolve(cwd, path);
    if (type === "repo") {
      await checkIsFolder(path, root, files);
      repositories.add(root);
    } else {
      if (type === undefined && path !== "-" && (await isRepository(root, files))) repositories.add(root);
      for (const candidate of await candidatesOf(path, dependencies)) {
        if (candidate.isNamed || !candidates.has(candidate.path)) candidates.set(candidate.path, candidate);
      }
    }
  }
  return { repositories: [...repositories], candidates: [...candidates.values()] };
}

async function candidatesOf(
  path: string,
  { files, cwd, readStdin }: ValidateDependencies,
): Promise<readonly Candidate[]> {
  const named = { path: path === "-" ? join(cwd, "<stdin>") : resolve(cwd, path), isNamed: true };
  try {
    return path === "-" ? [{ ...named, text: await readStdin() }] : await findFiles(path, cwd, files);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [{ ...named, problem: error }];
  }
}

async function checkIsFolder(given: string, path: string, files: FileAccess): Promise<void> {
  if (given === "-") throw usageError("a repository can't come from standard input");
  if ((await files.stat(path))?.kind === "folder") return;
  throw notFound(`there is no folder ${given}`, { hint: "Name the root of a managed-plugin repository." });
}

function nothingFound(paths: readonly string[]): ToolError {
  return notFound(`there is no plugin config or manifest in ${paths.join(", ")}`, {
    hint: "Name the file: 'mcpplugins validate path/to/config.yaml'.",
  });
}

/** Does a check; what stops it is what it found. */
async function orReport(path: string, cwd: string, check: () => Promise<Checked>): Promise<Checked> {
  try {
    return await check();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const diagnostic = unreadable(path, cwd, error);
    return { files: [{ file: diagnostic.file, type: "unreadable", text: "" }], diagnostics: [diagnostic] };
  }
}

async function checkRoot(
  root: string,
  cwd: string,
  checks: FileChecks,
  severities: Severities,
): Promise<Checked & { readonly sources: readonly { readonly path: string }[] }> {
  const { checkRepository } = await import("./check-repository.ts");
  const shown = (file: string): string => shownPath(join(root, file), cwd);
  const { files: sources, diagnostics } = await checkRepository(root, shown, checks, severities);
  return { files: sources.map(({ file, text }) => ({ file: shown(file), type: "repo", text })), diagnostics, sources };
}

async function checkOne(target: Target, level: FixLevel | undefined, checks: FileChecks): Promise<Checked> {
  const { file, type, text: before, path } = target;
  if (level === undefined) {
    return { files: [{ file, type, text: before }], diagnostics: await checkTarget(target, checks) };
  }
  const { fixFile } = await import("./fix-file.ts");
  const { text, fixed, diagnostics } = await fixFile(target, level, checks);
  const fix = fixed.length === 0 ? {} : { fix: { path, before, fixed } };
  return { files: [{ file, type, text, ...fix }], diagnostics };
}
