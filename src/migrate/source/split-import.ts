import type { Span } from "../../yaml/span.ts";
import type { Edit } from "./edit.ts";
import type { FromImport, ImportedName } from "./python/imports.ts";

/** Names that leave an import statement, and the module that they are to come from. */
export interface MovedNames {
  readonly module: string;
  readonly names: readonly ImportedName[];
}

/** Comments that steer a tool hold for the new statement too. */
const DIRECTIVE = /^#\s*(?:noqa|pylint|type:|pyright|mypy|nosec|isort|fmt)/;

/** Takes names out of a `from` import and imports them from other modules in statements of their own, right after it. */
export function splitImport(text: string, statement: FromImport, moved: readonly MovedNames[]): readonly Edit[] {
  const leaving = new Set(moved.flatMap(({ names }) => names));
  const reason = `${moved.flatMap(({ names }) => names.map(({ name }) => name)).join(", ")} stays with the gateway`;
  const lines = new Map([...leaving].map((name) => [name, ownLine(text, name)]));
  const removals = mergeSpans(
    [...leaving].map((name) => lines.get(name)?.span ?? inline(text, statement, name, leaving)),
  );
  return [
    ...removals.map(({ start, end }) => ({ start, end, text: "", reason })),
    insertAfter(
      text,
      statement,
      moved.map(({ module, names }) => ({
        code: `from ${module} import ${names.map(written).join(", ")}`,
        comment: names.map((name) => lines.get(name)?.comment ?? "").find((comment) => comment !== ""),
      })),
      reason,
    ),
  ];
}

function written({ name, alias }: ImportedName): string {
  return alias === undefined ? name : `${name} as ${alias}`;
}

interface OwnLine {
  readonly span: Span;
  readonly comment: string;
}

/** The whole line of a name that has one to itself, as lists in parentheses are often written. */
function ownLine(text: string, { start, end }: ImportedName): OwnLine | undefined {
  const from = lineStart(text, start);
  const rest = /^[ \t]*,?[ \t]*(#[^\r\n]*)?(?:\r\n|\r|\n)/.exec(text.slice(end));
  if (!startsLine(text, start) || rest === null) return undefined;
  return { span: { start: from, end: end + rest[0].length }, comment: rest[1] ?? "" };
}

/** A name with its comma, among others on a line. */
function inline(text: string, { names }: FromImport, name: ImportedName, leaving: ReadonlySet<ImportedName>): Span {
  const index = names.indexOf(name);
  const before = names[index - 1];
  const last = names.slice(index).every((other) => leaving.has(other));
  const endsLine = before !== undefined && !leaving.has(before) && /^[ \t]*,[ \t]*\\?[\r\n]/.test(text.slice(name.end));
  if (before !== undefined && (last || endsLine)) return { start: before.end, end: name.end };
  const comma = /^[ \t]*,[ \t]*/.exec(text.slice(name.end))?.[0].length ?? 0;
  return { start: name.start, end: name.end + comma };
}

function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}

interface NewStatement {
  readonly code: string;
  readonly comment: string | undefined;
}

/** Puts further imports after a statement. */
export function importAfter(text: string, statement: Span, imports: readonly string[], reason: string): Edit {
  return insertAfter(
    text,
    statement,
    imports.map((code) => ({ code, comment: undefined })),
    reason,
  );
}

/** On lines of their own with the same indentation; after semicolons where the line holds more than the statement. */
function insertAfter(text: string, { start, end }: Span, statements: readonly NewStatement[], reason: string): Edit {
  const indent = text.slice(lineStart(text, start), start);
  const rest = /^[ \t]*(#[^\r\n]*)?(?=[\r\n]|$)/.exec(text.slice(end));
  if (indent.trim() !== "" || rest === null) {
    return { start: end, end, text: statements.map(({ code }) => `; ${code}`).join(""), reason };
  }
  const own = rest[1] !== undefined && DIRECTIVE.test(rest[1]) ? rest[1] : undefined;
  const eol = lineBreak(text);
  const lines = statements.map(({ code, comment }) => {
    const tail = comment ?? own;
    return `${eol}${indent}${code}${tail === undefined ? "" : `  ${tail}`}`;
  });
  const at = end + rest[0].length;
  return { start: at, end: at, text: lines.join(""), reason };
}

/** Whether an entry of a list is the first thing of its line; after a backslash it is on the line before. */
function startsLine(text: string, start: number): boolean {
  const from = lineStart(text, start);
  return from > 0 && text.slice(from, start).trim() === "" && !/\\[\r\n]+$/.test(text.slice(0, from));
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

/** The line break that a text uses first. */
export function lineBreak(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

/** One more entry of a list after another: on a line of its own where that one has one, after the comment of that line. */
export function insertEntry(text: string, { start, end }: Span, entry: string, reason: string): readonly Edit[] {
  const rest = /^[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?(?=[\r\n])/.exec(text.slice(end));
  if (!startsLine(text, start) || rest === null) return [{ start: end, end, text: `, ${entry}`, reason }];
  const at = end + rest[0].length;
  const indent = text.slice(lineStart(text, start), start);
  const line = `${lineBreak(text)}${indent}${entry}`;
  if (rest[1] === ",") return [{ start: at, end: at, text: `${line},`, reason }];
  if (at === end) return [{ start: end, end, text: `,${line}`, reason }];
  return [
    { start: end, end, text: ",", reason },
    { start: at, end: at, text: line, reason },
  ];
}
