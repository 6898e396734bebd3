import { open, rm } from "node:fs/promises";
import { codeOf } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import { writeAtomic } from "../files/write-atomic.ts";
import { checkReplaceable } from "../files/write-target.ts";
import type { Source, SourceKind } from "./find-files.ts";
import { type MigratedText, migrateText } from "./migrate-text.ts";
import type { MigrateOptions } from "./plan.ts";

/** What became of a file: changed in memory, or left. */
export interface FileMigration {
  readonly path: string | undefined;
  readonly file: string;
  readonly kind: SourceKind;
  /** Empty when the file could not be read, or can't hold a mode. */
  readonly text: string;
  readonly migrated: MigratedText;
}

export interface WriteOptions {
  /** Keep the old file beside the new one. */
  readonly backup: boolean;
}

/** How a file was written. */
export interface Written {
  /** Where the old file is kept. */
  readonly backup: string | undefined;
  /** The file that a symbolic link led to. */
  readonly linkTarget: string | undefined;
}

/** Migrates what was read, in memory. */
export function migrateSource(
  { path, file, kind, content }: Source,
  options: MigrateOptions,
  chosen?: (unit: number) => boolean,
): FileMigration {
  if ("text" in content) {
    return { path, file, kind, text: content.text, migrated: migrateText(content.text, options, chosen) };
  }
  const span = { start: 0, end: 0 };
  const problem = { code: "unreadable", severity: "error", span, plugin: undefined, message: content.problem } as const;
  return { path, file, kind, text: "", migrated: { output: "", edits: [], notes: [], problems: [problem] } };
}

/** Whether nothing of a file could be migrated. */
export function isFailed({ migrated }: FileMigration): boolean {
  return migrated.problems.some(({ severity }) => severity === "error");
}

/**
 * Writes a migrated file in one step, so that it is the old one or the new one whatever happens.
 *
 * @throws {ToolError} exit 4 when it can't be written, is write-protected or is not any more what was read.
 */
export async function writeMigration(
  { file, text, migrated }: FileMigration,
  path: string,
  { backup }: WriteOptions,
): Promise<Written> {
  const target = await checkReplaceable(path, file, text);
  const kept = backup ? await writeBackup(path, text, target.mode) : undefined;
  await writeAtomic(path, migrated.output, target);
  return { backup: kept, linkTarget: target.path === path ? undefined : target.path };
}

/** Writes the old text under the first free name; an older backup is never lost. */
async function writeBackup(path: string, text: string, mode: number | undefined): Promise<string> {
  for (let number = 0; ; number++) {
    const backup = number === 0 ? `${path}.bak` : `${path}.bak.${number}`;
    try {
      await writeNew(backup, text, mode);
      return backup;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw ioError("write", backup, error);
    }
  }
}

async function writeNew(path: string, text: string, mode: number | undefined): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
