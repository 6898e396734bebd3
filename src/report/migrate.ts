import type { FileMigration, Written } from "../migrate/migrate-files.ts";

/** What `migrate-config` did with its files. */
export interface MigrateReport {
  readonly files: readonly FileMigration[];
  /** How the files were written that were, by their shown path. */
  readonly written: ReadonlyMap<string, Written>;
  /** Nothing was to be written: the report says what would be. */
  readonly isPreview: boolean;
}

/** What can be said of a file in a word. */
export type FileStatus = "failed" | "written" | "changes" | "unchanged";

export function statusOf({ file, migrated }: FileMigration, { written }: MigrateReport): FileStatus {
  if (migrated.problems.some(({ severity }) => severity === "error")) return "failed";
  if (written.has(file)) return "written";
  return migrated.edits.length > 0 ? "changes" : "unchanged";
}
