import type { YamlPath } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import type { Direction } from "./modes.ts";

export interface MigrateOptions {
  readonly direction: Direction;
  /** Rewrite commented-out modes and lists of modes, too. */
  readonly comments: boolean;
  /** Take `Enforce` for `enforce`. */
  readonly fixCase: boolean;
  /** Keep the errors of formerly permissive plugins from stopping a request. */
  readonly preserveBehavior: boolean;
}

export const DEFAULT_OPTIONS: MigrateOptions = {
  direction: "forward",
  comments: true,
  fixCase: false,
  preserveBehavior: false,
};

/** mode: the mode of a plugin. on-error: a line that keeps what the mode said about errors. The others are in comments. */
export type EditRule = "mode" | "on-error" | "commented-mode" | "mode-words";

/** A proposed change: the text at a span becomes another one. */
export interface MigrationEdit {
  readonly rule: EditRule;
  readonly span: Span;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
  /** The name of the plugin; undefined in comments and where there is none. */
  readonly plugin: string | undefined;
  /** Which document of the file, from 0. */
  readonly document: number;
  /** Where the plugin is in its document, through texts that are YAML themselves. */
  readonly path: YamlPath;
  /** Edits with the same number go together or not at all. */
  readonly unit: number;
}

export type NoteCode =
  | "errors-stop-request"
  | "order-changed"
  | "state-merged"
  | "violation-raised"
  | "dead-setting"
  | "stored-binding"
  | "not-a-plugin"
  | "template-mode"
  | "unread-text"
  | "comment-prose";

/** Something to know about the file that is not changed in it. */
export interface MigrationNote {
  readonly code: NoteCode;
  readonly span: Span;
  readonly plugin: string | undefined;
  readonly message: string;
}

export type ProblemCode = "unknown-mode" | "no-old-mode" | "unreadable" | "unproven" | "not-written";

/** error: nothing of the file is migrated. warning: one mode is left as it is. */
export interface MigrationProblem {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning";
  readonly span: Span;
  readonly plugin: string | undefined;
  readonly message: string;
}

/** The text with the edits made. They must not overlap. */
export function splice(text: string, edits: readonly Pick<MigrationEdit, "span" | "after">[]): string {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let at = 0;
  for (const { span, after } of sorted) {
    if (span.start < at) throw new RangeError("edits overlap");
    pieces.push(text.slice(at, span.start), after);
    at = span.end;
  }
  return [...pieces, text.slice(at)].join("");
}
