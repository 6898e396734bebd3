import type { Diagnostic } from "./diagnostic.ts";
import type { TargetType } from "./check-target.ts";

/** A file that was checked, by itself or as a part of a managed-plugin repository; or what was to be, and can't be read. */
export interface CheckedFile {
  readonly file: string;
  readonly type: TargetType | "repo" | "settings" | "unreadable";
  /** After the fixes that were asked for; empty when it can't be read. */
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
