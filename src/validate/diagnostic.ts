import type { Position } from "../yaml/lines.ts";
import type { RuleCode } from "./rules/index.ts";

/**
 * error: the loader refuses the file, or the plugin refuses its config. warning: the loader takes it and does something
 * else than it says. note: what can't be known before the file meets its environment.
 */
export type Severity = "error" | "warning" | "note";

/** A piece of a file as people and editors count. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Another place that has to do with a diagnostic, in the same file. */
export interface RelatedRange {
  readonly range: Range;
  readonly message: string;
}

/** A change that removes what a diagnostic is about; all of its edits are made, or none. */
export interface DiagnosticFix {
  readonly title: string;
  /** CPEX makes the same of the file before and after. */
  readonly safe: boolean;
  readonly edits: readonly { readonly range: Range; readonly text: string }[];
}

/** What `validate` reports. */
export interface Diagnostic {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** The path as the user knows it. */
  readonly file: string;
  readonly range: Range;
  readonly related: readonly RelatedRange[];
  readonly fix?: DiagnosticFix;
  /** The page that explains the rule. */
  readonly docs: string;
}

export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
}

export function countSeverities(diagnostics: readonly Diagnostic[]): SeverityCounts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}
