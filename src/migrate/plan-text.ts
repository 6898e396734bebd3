import { readWritten } from "../yaml/read-written.ts";
import type { YamlPath } from "../yaml/node.ts";
import { overlapsAny, type Span } from "../yaml/span.ts";
import { type WrittenDocument, type WrittenEntry, type WrittenMap, type WrittenScalar } from "../yaml/written.ts";
import { type BlockText, blockText } from "../yaml/block-text.ts";
import { planComments } from "./plan-comments.ts";
import { type Found, findPlugins } from "./find-plugins.ts";
import { maskTemplates } from "../yaml/mask-templates.ts";
import { looksLikeMode, mayHoldModes } from "./modes.ts";
import { planNotes } from "./notes.ts";
import type { MigrateOptions, MigrationEdit, MigrationNote, MigrationProblem } from "./plan.ts";
import { planPlugins } from "./plan-plugins.ts";

/** An edit with what it changes in the tree, for the proof. */
export interface TreeEdit extends MigrationEdit {
  readonly target?:
    | { readonly kind: "scalar"; readonly scalar: WrittenScalar; readonly value: string }
    | { readonly kind: "insert"; readonly map: WrittenMap; readonly after: WrittenEntry }
    | { readonly kind: "remove"; readonly entry: WrittenEntry };
}

/** What there is to do in a text, and what was read to know it. */
export interface TextPlan {
  readonly source: string;
  readonly documents: readonly PlannedDocument[];
  /** Without those of the texts inside. */
  readonly edits: readonly TreeEdit[];
  readonly inner: readonly InnerPlan[];
  /** With those of the texts inside. */
  readonly notes: readonly MigrationNote[];
  readonly problems: readonly MigrationProblem[];
}

export interface PlannedDocument extends WrittenDocument {
  readonly found: Found;
}

/** The plan for a block text that is YAML itself. */
export interface InnerPlan {
  readonly scalar: WrittenScalar;
  readonly block: BlockText;
  readonly plan: TextPlan;
  readonly document: number;
  readonly path: YamlPath;
}

/** Hands out the numbers of units. */
export interface Units {
  next: number;
}

/** Finds everything to change in a text, which may be inside another one. */
export function planText(source: string, options: MigrateOptions, units: Units): TextPlan {
  const empty: TextPlan = { source, documents: [], edits: [], inner: [], notes: [], problems: [] };
  if (!mayHoldModes(source, options.direction)) return empty;
  const masked = maskTemplates(source);
  const stream = readWritten(masked.text);
  if ("problem" in stream) {
    if (!looksLikeMode(source, options.direction)) return empty;
    const { span, message } = stream.problem;
    return { ...empty, problems: [{ code: "unreadable", severity: "error", span, plugin: undefined, message }] };
  }
  const documents = stream.documents.map((document) => withPlugins(document, source));
  const isTemplate = (span: Span): boolean => overlapsAny(span, masked.templates);
  const plugins = documents.map(({ found }, document) =>
    planPlugins({ source, found, document, isTemplate }, options, units),
  );
  const edits: TreeEdit[] = plugins.flatMap((plan) => plan.edits);
  const notes: MigrationNote[] = plugins.flatMap((plan) => plan.notes);
  const inner: InnerPlan[] = [];
  for (const [index, document] of documents.entries()) {
    const own = edits.filter((edit) => edit.document === index);
    if (own.length > 0 && options.direction === "forward") notes.push(...planNotes(source, document, own));
    const texts = planInner(source, index, document.found, options, units);
    inner.push(...texts.inner);
    notes.push(...texts.notes);
  }
  const comments = planComments({ source, text: masked.text, documents }, options, units);
  return {
    source,
    documents,
    edits: [...edits, ...comments.edits],
    inner,
    notes: [...notes, ...comments.notes],
    problems: [...plugins.flatMap((plan) => plan.problems), ...inner.flatMap(innerProblems)],
  };
}

function planInner(
  source: string,
  document: number,
  { texts }: Found,
  options: MigrateOptions,
  units: Units,
): { readonly inner: readonly InnerPlan[]; readonly notes: readonly MigrationNote[] } {
  const inner: InnerPlan[] = [];
  const notes: MigrationNote[] = [];
  for (const { scalar, path } of texts) {
    if (!mayHoldModes(scalar.value, options.direction)) continue;
    const block = blockText(source, scalar);
    const plan = block === undefined ? undefined : planText(block.text, options, units);
    if (block !== undefined && plan !== undefined && isAboutPlugins(plan)) {
      inner.push({ scalar, block, plan, document, path });
      notes.push(...plan.notes.map((note) => movedOut(note, block)));
    } else if (looksLikeMode(scalar.value, options.direction)) {
      const message = "this text sets an old mode and is not read as YAML: look at it yourself";
      notes.push({ code: "unread-text", span: scalar.span, plugin: undefined, message });
    }
  }
  return { inner, notes };
}

function isAboutPlugins({ documents, inner }: TextPlan): boolean {
  return inner.length > 0 || documents.some(({ found }) => found.plugins.length > 0 || found.regions.length > 0);
}

function innerProblems({ plan, block }: InnerPlan): readonly MigrationProblem[] {
  return plan.problems.map((problem) => movedOut(problem, block));
}

function movedOut<Located extends { readonly span: Span }>(item: Located, { toOuter }: BlockText): Located {
  return { ...item, span: { start: toOuter(item.span.start), end: toOuter(item.span.end) } };
}

/** The edits of a plan and of the texts inside it, all as changes of the plan's own text. */
export function allEdits(plan: TextPlan): readonly TreeEdit[] {
  const inner = plan.inner.flatMap((each) => allEdits(each.plan).map((edit) => editOutside(edit, each, plan.source)));
  return [...plan.edits, ...inner].sort((a, b) => a.span.start - b.span.start);
}

/** An edit of an inner text as one of the text around it. */
function editOutside(edit: TreeEdit, { block, document, path }: InnerPlan, source: string): TreeEdit {
  const moved = movedOut(edit, block);
  const after = edit.after.replaceAll(/(\r\n|\n|\r)(?=.)/g, `$1${block.indent}`);
  const before = source.slice(moved.span.start, moved.span.end);
  return { ...moved, before, after, document, path: [...path, ...edit.path] };
}

function withPlugins(document: WrittenDocument, source: string): PlannedDocument {
  return { ...document, found: findPlugins(document, source) };
}
