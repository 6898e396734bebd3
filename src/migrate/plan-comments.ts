import { overlapsAny, type Span } from "../yaml/span.ts";
import { followed } from "../yaml/written.ts";
import {
  commentedMode,
  commentedPlugin,
  type Comment,
  findComments,
  modeWords,
  type WordEdit,
  wordsLeft,
} from "./comments.ts";
import { startOfLine } from "../text/line-bounds.ts";
import { effectiveEntry } from "./effective.ts";
import type { EditRule, MigrateOptions, MigrationNote } from "./plan.ts";
import type { PlannedDocument, TreeEdit, Units } from "./plan-text.ts";

export interface CommentInput {
  readonly source: string;
  /** The source with its templates masked. */
  readonly text: string;
  readonly documents: readonly PlannedDocument[];
}

export interface CommentPlan {
  readonly edits: readonly TreeEdit[];
  readonly notes: readonly MigrationNote[];
}

const REASONS = {
  "commented-mode": "a commented-out mode, so that it is right when it comes back",
  "mode-words": "the comment lists the modes to choose from",
} satisfies Partial<Record<EditRule, string>>;

/**
 * The changes to comments: commented-out modes where plugins are, and the modes that a comment behind a plugin's mode
 * offers. Every other comment there that names an old mode is a note.
 */
export function planComments(input: CommentInput, options: MigrateOptions, units: Units): CommentPlan {
  const edits: TreeEdit[] = [];
  const notes: MigrationNote[] = [];
  const comments = findComments(input.text, input.documents, options.direction);
  if (comments.length === 0) return { edits, notes };
  const places = input.documents.map((document) => placesOf(document, input.text));
  for (const comment of comments) {
    const document = input.documents.findIndex(({ span }) => comment.span.start < span.end);
    const place = places[document === -1 ? places.length - 1 : document];
    const isModeLine = !comment.isOwnLine && place?.modeLines.has(startOfLine(input.text, comment.span.start)) === true;
    if (place === undefined || !(isModeLine || overlapsAny(comment.span, place.regions))) continue;
    const found = isModeLine
      ? { rule: "mode-words" as const, words: modeWords(comment.text, options.direction) }
      : { rule: "commented-mode" as const, words: commentedOut(comment, input, place, options) };
    const words = options.comments ? found.words : [];
    edits.push(...words.map((word) => toEdit(word, comment, found.rule, Math.max(0, document), units.next)));
    units.next++;
    const left = options.direction === "forward" ? wordsLeft(comment.text, words) : [];
    if (left.length > 0) notes.push(proseNote(comment, left));
  }
  return { edits, notes };
}

interface Places {
  /** Sorted and apart. */
  readonly regions: readonly Span[];
  /** Where the lines begin that the modes of plugins are on. */
  readonly modeLines: ReadonlySet<number>;
  /** Sorted. */
  readonly configs: readonly { readonly span: Span; readonly column: number }[];
}

function placesOf({ found }: PlannedDocument, text: string): Places {
  const modes = found.plugins.flatMap(({ map }) => {
    const entry = effectiveEntry(map, "mode")?.entry;
    return entry === undefined ? [] : [entry.key.span.start, followed(entry.value)?.span.start ?? entry.key.span.start];
  });
  return {
    regions: joined(found.regions),
    modeLines: new Set(modes.map((offset) => startOfLine(text, offset))),
    configs: [...found.configs]
      .sort((a, b) => a.start - b.start)
      .map((span) => ({ span, column: span.start - startOfLine(text, span.start) })),
  };
}

function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start > last.end) result.push(span);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
}

function commentedOut(
  comment: Comment,
  { text }: CommentInput,
  { configs }: Places,
  { direction }: MigrateOptions,
): readonly WordEdit[] {
  if (!comment.isOwnLine) return [];
  const config = lastBefore(configs, comment.span.start);
  const isInConfig = config !== undefined && comment.span.start < config.span.end && comment.column > config.column;
  if (isInConfig) return [];
  const { isPlugin, hasOnError } = commentedPlugin(text, comment);
  return isPlugin ? (commentedMode(comment, direction, hasOnError) ?? []) : [];
}

/** The last config that begins before an offset; a plugin's config has no other one in it. */
function lastBefore(configs: Places["configs"], offset: number): Places["configs"][number] | undefined {
  let low = 0;
  let high = configs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((configs[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return configs[low - 1];
}

function toEdit(
  { offset, before, after }: WordEdit,
  { span }: Comment,
  rule: keyof typeof REASONS,
  document: number,
  unit: number,
): TreeEdit {
  const start = span.start + offset;
  const common = { plugin: undefined, document, path: [], unit };
  return { rule, span: { start, end: start + before.length }, before, after, reason: REASONS[rule], ...common };
}

function proseNote({ span }: Comment, words: readonly string[]): MigrationNote {
  const names = words.map((word) => `'${word}'`).join(" and ");
  return { code: "comment-prose", span, plugin: undefined, message: `this comment names ${names} and stays as it is` };
}
