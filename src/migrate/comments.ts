import type { Span } from "../yaml/span.ts";
import { overlaps, overlapsAny } from "../yaml/span.ts";
import type { WrittenDocument, WrittenNode } from "../yaml/written.ts";
import { endOfLine, startOfLine } from "../text/line-bounds.ts";
import { type Direction, isMode, isSourceMode, wordFor } from "./modes.ts";

/** A comment that may name a mode. */
export interface Comment {
  /** From the `#` to the end of the line. */
  readonly span: Span;
  readonly text: string;
  /** Nothing else is on the line. */
  readonly isOwnLine: boolean;
  /** Columns before the `#`. */
  readonly column: number;
}

const WORDS: Readonly<Record<Direction, RegExp>> = {
  forward: /enforce|permissive/g,
  reverse: /sequential|transform/g,
};

/** The comments of a text that name a mode of the direction, in their order. */
export function findComments(text: string, documents: readonly WrittenDocument[], direction: Direction): Comment[] {
  const comments: Comment[] = [];
  let scalars: readonly Span[] | undefined;
  let lineEnd = -1;
  for (const { index } of text.matchAll(WORDS[direction])) {
    if (index < lineEnd) continue;
    const start = startOfLine(text, index);
    lineEnd = endOfLine(text, index);
    const line = text.slice(start, lineEnd);
    if (!line.includes("#")) continue;
    scalars ??= scalarSpans(documents);
    comments.push(...commentOf(line, start, scalars));
  }
  return comments;
}

/** The comment of a line, if there is one. */
function commentOf(line: string, start: number, scalars: readonly Span[]): readonly Comment[] {
  for (const { index: column } of line.matchAll(/(?<=^\uFEFF?|[ \t])#/g)) {
    const at = start + column;
    if (overlapsAny({ start: at, end: at + 1 }, scalars)) continue;
    const text = line.slice(column).trimEnd();
    const isOwnLine = line.slice(0, column).trim() === "";
    return [{ span: { start: at, end: at + text.length }, text, isOwnLine, column }];
  }
  return [];
}

function scalarSpans(documents: readonly WrittenDocument[]): readonly Span[] {
  const spans: Span[] = [];
  const visit = (node: WrittenNode): void => {
    if (node.kind === "scalar") spans.push(node.span);
    else if (node.kind === "list") node.items.forEach(visit);
    else if (node.kind === "map") {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    }
  };
  for (const { root } of documents) visit(root);
  return spans.sort((a, b) => a.start - b.start);
}

/** A word of a comment to replace; the offset is in the comment. */
export interface WordEdit {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

const COMMENTED_MODE =
  /^#+[ \t]*(?:-[ \t]+)?(["']?)mode\1[ \t]*:[ \t]*(?<value>(?<quote>["']?)(?<mode>\w+)\k<quote>)[ \t]*(?<rest>#.*)?$/d;

/** What a commented-out mode becomes; undefined when the comment is none. */
export function commentedMode(
  { text }: Comment,
  direction: Direction,
  hasOnError: boolean,
): readonly WordEdit[] | undefined {
  const match = COMMENTED_MODE.exec(text);
  const { mode, value, quote = "", rest = "" } = match?.groups ?? {};
  const start = match?.indices?.groups?.["value"]?.[0];
  if (mode === undefined || value === undefined || start === undefined || !isSourceMode(mode, direction))
    return undefined;
  const quoted = (word: string): string => `${quote}${word}${quote}`;
  if (direction === "forward" && mode === "enforce_ignore_error") {
    const after = quoted("sequential") + (hasOnError ? "" : ON_ERROR_MARK);
    return [{ offset: start, before: value, after }];
  }
  if (mode === "sequential" && text.startsWith(ON_ERROR_MARK, start + value.length)) {
    return [{ offset: start, before: value + ON_ERROR_MARK, after: quoted("enforce_ignore_error") }];
  }
  const word = wordFor(mode, direction);
  if (word === undefined) return undefined;
  return [
    { offset: start, before: value, after: quoted(word) },
    ...shifted(modeWords(rest, direction), text.length - rest.length),
  ];
}

const ON_ERROR_MARK = "  # on_error: ignore";

const LIST = /["'`]?\w+["'`]?(?:[ \t]*[|/][ \t]*["'`]?\w+["'`]?)+/g;
const QUOTED = /(["'`])(\w+)\1/g;

/** The lists of modes and the quoted modes in a text, each with the word that says the same. */
export function modeWords(text: string, direction: Direction): readonly WordEdit[] {
  const lists = [...text.matchAll(LIST)];
  const fromLists = lists.flatMap((match) => shifted(listWords(match[0], direction), match.index));
  const spans = lists.map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const fromQuotes = [...text.matchAll(QUOTED)].flatMap((match): WordEdit[] => {
    const [whole, , word = ""] = match;
    const after = wordFor(word, direction);
    const isInList = spans.some((span) => overlaps(span, { start: match.index, end: match.index + whole.length }));
    return after === undefined || isInList ? [] : [{ offset: match.index + 1, before: word, after }];
  });
  return [...fromLists, ...fromQuotes].sort((a, b) => a.offset - b.offset);
}

/** A list stays as it is when a mode has no word of its own on the other side, or two of them have the same. */
function listWords(list: string, direction: Direction): readonly WordEdit[] {
  const words = [...list.matchAll(/\w+/g)];
  if (!words.every(([word]) => isMode(word))) return [];
  const after = words.map(([word]) => (isSourceMode(word, direction) ? wordFor(word, direction) : word));
  if (after.includes(undefined) || new Set(after).size < after.length) return [];
  return words.flatMap(({ 0: before, index: offset }, index) => {
    const word = after[index] ?? before;
    return word === before ? [] : [{ offset, before, after: word }];
  });
}

function shifted(edits: readonly WordEdit[], by: number): readonly WordEdit[] {
  return edits.map((edit) => ({ ...edit, offset: edit.offset + by }));
}

const OLD_WORD = /(?<![\w-])(?:enforce|permissive|enforce_ignore_error)(?![\w-])/g;

/** The old modes that a comment still names when the edits are made. */
export function wordsLeft(text: string, edits: readonly WordEdit[]): readonly string[] {
  const found = [...text.matchAll(OLD_WORD)].filter(
    ({ index }) => !edits.some(({ offset, before }) => index >= offset && index < offset + before.length),
  );
  return [...new Set(found.map(([word]) => word))];
}

const ENTRY = /^(?<dashes>(?:-[ \t]+)*)["']?(?<key>[\w.-]+)["']?[ \t]*:/;

/**
 * Whether a commented-out `mode` is an entry of a plugin, by the comment lines around it: not when it is inside another
 * map there, such as the plugin's `config`. With it, whether the same entry has an `on_error`.
 */
export function commentedPlugin(
  text: string,
  comment: Comment,
): { readonly isPlugin: boolean; readonly hasOnError: boolean } {
  const run = commentRun(text, comment);
  const here = run.lines[run.index]?.indent ?? 0;
  const before = run.lines.slice(0, run.index).reverse();
  const isPlugin = !ancestors(before, here).includes("config");
  const siblings = [...takeEntry(before, here), ...takeEntry(run.lines.slice(run.index + 1), here)];
  return { isPlugin, hasOnError: siblings.some(({ key, indent }) => key === "on_error" && indent === here) };
}

interface CommentLine {
  /** Columns between the `#` and the key. */
  readonly indent: number;
  readonly key: string;
}

/** The keys that a line is inside of, from the lines before it, the nearest first. */
function ancestors(before: readonly CommentLine[], indent: number): readonly string[] {
  const keys: string[] = [];
  let inside = indent;
  for (const line of before) {
    if (line.indent >= inside) continue;
    keys.push(line.key);
    inside = line.indent;
  }
  return keys;
}

/** The lines of the same entry: those that are not further left. */
function takeEntry(lines: readonly CommentLine[], indent: number): readonly CommentLine[] {
  const end = lines.findIndex((line) => line.indent < indent);
  return end === -1 ? lines : lines.slice(0, end);
}

/** The entries in the comment lines around a comment that begin in the same column. */
function commentRun(
  text: string,
  comment: Comment,
): { readonly lines: readonly CommentLine[]; readonly index: number } {
  const lines: CommentLine[] = [];
  const from = startOfLine(text, comment.span.start);
  let start = from;
  while (start > 0) {
    const previous = startOfLine(text, text.startsWith("\r\n", start - 2) ? start - 2 : start - 1);
    if (!isCommentAt(text, previous, comment.column)) break;
    start = previous;
  }
  let index = 0;
  for (const match of text.slice(start).matchAll(/.*(?:\r\n|\n|\r|$)/g)) {
    const line = match[0];
    if (start + match.index === from) index = lines.length;
    if (!isCommentAt(line, 0, comment.column)) break;
    const parsed = parseCommentLine(line.slice(comment.column).trimEnd());
    if (parsed !== undefined) lines.push(parsed);
  }
  return { lines, index };
}

function isCommentAt(text: string, start: number, column: number): boolean {
  return text.charAt(start + column) === "#" && text.slice(start, start + column).trim() === "";
}

function parseCommentLine(comment: string): CommentLine | undefined {
  const body = comment.replace(/^#+/, "");
  const content = body.trimStart();
  const { dashes = "", key } = ENTRY.exec(content)?.groups ?? {};
  if (key === undefined) return undefined;
  const hashes = comment.length - body.length;
  return { indent: hashes + body.length - content.length + dashes.length, key };
}
