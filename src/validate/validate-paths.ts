import { dirname } from "node:path";
import { notFound } from "../errors.ts";
import { checkFile, type SchemaFor } from "./check-file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { FileAccess } from "./files.ts";
import { findTargets, type Target, typeOfNamed } from "./find-files.ts";
import type { ManifestLevel } from "./model/manifest-model.ts";
import type { FileType } from "./rule.ts";

export interface ValidateOptions {
  /** How much a manifest must hold by itself. */
  readonly manifestLevel: ManifestLevel;
  /** Take every file as this; otherwise its name and content decide. */
  readonly type: FileType | undefined;
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

/** A file that was checked. */
export interface CheckedFile {
  readonly file: string;
  readonly type: FileType;
  readonly text: string;
}

export interface ValidateResult {
  /** In the order of the paths, and below a folder by name. */
  readonly files: readonly CheckedFile[];
  /** File by file, and in a file by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks configs and manifests: files, folders that are searched for them, or `-` for standard input; without a path, the
 * current folder.
 *
 * @throws {ToolError} exit 3 when a path does not exist or there is nothing to check, exit 4 when a file can't be read.
 */
export async function validatePaths(
  paths: readonly string[],
  options: ValidateOptions,
  dependencies: ValidateDependencies,
): Promise<ValidateResult> {
  const { files: access, cwd, home, schemaFor } = dependencies;
  const host = { files: access, cwd, home };
  const targets = await collectTargets(paths.length === 0 ? ["."] : paths, options, dependencies);
  const files: CheckedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { path, file, type, text } of targets) {
    const folder = dirname(path);
    files.push({ file, type, text });
    diagnostics.push(
      ...(await checkFile({ text, type, file, folder }, { host, level: options.manifestLevel, schemaFor })),
    );
  }
  return { files, diagnostics };
}

async function collectTargets(
  paths: readonly string[],
  { type }: ValidateOptions,
  { files, cwd, readStdin }: ValidateDependencies,
): Promise<readonly Target[]> {
  const byPath = new Map<string, Target>();
  for (const path of paths) {
    const found = path === "-" ? [await fromStdin(cwd, type, readStdin)] : await findTargets(path, cwd, files, type);
    for (const target of found) if (!byPath.has(target.path)) byPath.set(target.path, target);
  }
  if (byPath.size > 0) return [...byPath.values()];
  throw notFound(`there is no plugin config or manifest in ${paths.join(", ")}`, {
    hint: "Name the file: 'mcpplugins validate path/to/config.yaml'.",
  });
}

async function fromStdin(cwd: string, type: FileType | undefined, readStdin: () => Promise<string>): Promise<Target> {
  const text = await readStdin();
  const file = "<stdin>";
  return { path: `${cwd}/${file}`, file, text, type: type ?? typeOfNamed(file, text) };
}
