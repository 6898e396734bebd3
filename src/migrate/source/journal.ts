import { createHash } from "node:crypto";
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { codeOf, failed, ToolError } from "../../errors.ts";
import { readText } from "../../files/read-text.ts";
import { writeAtomic } from "../../files/write-atomic.ts";
import { applyEdits, invertEdits } from "./edit.ts";
import type { FileOutcome, Step } from "./migrate.ts";
import { PHASE_NUMBERS, type PhaseNumber } from "./phases.ts";
import type { Encoding } from "./source-file.ts";

/** How to take back one phase in one file: the edits turn a text with this hash into what it was. */
const entrySchema = z.object({
  phase: z.literal(PHASE_NUMBERS),
  /** From the folder of the journal, with `/`. */
  file: z.string(),
  encoding: z.object({ name: z.enum(["utf-8", "latin1"]), bom: z.boolean() }),
  /** SHA-256 of the text after the phase; null when the phase removed the file. */
  after: z.string().nullable(),
  edits: z.array(z.object({ start: z.number(), end: z.number(), text: z.string(), reason: z.string() })),
});
const journalSchema = z.object({ schemaVersion: z.literal(1), entries: z.array(entrySchema) });

export type JournalEntry = z.output<typeof entrySchema>;

const JOURNAL = join(".mcpplugins", "migrate-source.json");

/** What `--write` keeps so that a phase can be reverted byte for byte. Entries are in the order they were applied. */
export async function readJournal(folder: string): Promise<readonly JournalEntry[]> {
  const path = join(folder, JOURNAL);
  try {
    return journalSchema.parse(JSON.parse(await readText(path))).entries;
  } catch (error) {
    if (error instanceof ToolError && codeOf(error.cause) === "ENOENT") return [];
    if (error instanceof ToolError) throw error;
    throw failed(`${path} is not a journal of migrate-source`, { cause: error });
  }
}

/** Writes the entries, or removes the journal when there are none. */
export async function writeJournal(folder: string, entries: readonly JournalEntry[]): Promise<void> {
  const path = join(folder, JOURNAL);
  if (entries.length > 0) {
    await mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, `${JSON.stringify({ schemaVersion: 1, entries }, undefined, 1)}\n`);
    return;
  }
  await rm(path, { force: true });
  await removeIfEmpty(dirname(path));
}

/** Removes a folder that holds nothing any more. */
export async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch {
    return false;
  }
}

export function entriesOf({ source, steps }: FileOutcome, folder: string): readonly JournalEntry[] {
  const file = relative(folder, source.path).split(sep).join("/");
  return steps.map((step) => ({ file, encoding: source.encoding, ...inverse(step) }));
}

function inverse({ phase, before, after, edits }: Step): Pick<JournalEntry, "phase" | "after" | "edits"> {
  return {
    phase,
    after: after === undefined ? null : hashOf(after),
    edits: [...invertEdits(before, edits)],
  };
}

/** A file that a phase is taken back in. */
export interface Reversal {
  /** Absolute. */
  readonly path: string;
  readonly file: string;
  readonly encoding: Encoding;
  /** Undefined when there is no file now. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface ChangedFile {
  readonly file: string;
  readonly by: PhaseNumber | undefined;
}

export interface RevertPlan {
  readonly reversals: readonly Reversal[];
  /** Files that are not as the phase left them; `by` is the phase that was applied to them after it. */
  readonly changed: readonly ChangedFile[];
  /** The journal afterwards. */
  readonly rest: readonly JournalEntry[];
}

/** Plans how to take back a phase; a file that has changed since is left alone, because it is not known what to undo in it. */
export function planRevert(
  entries: readonly JournalEntry[],
  phase: PhaseNumber,
  folder: string,
  textNow: ReadonlyMap<string, string | undefined>,
): RevertPlan {
  const reversals = new Map<string, Reversal>();
  const changed = new Map<string, ChangedFile>();
  const rest: JournalEntry[] = [];
  for (const entry of [...entries].reverse()) {
    const { file, encoding, after, edits } = entry;
    const path = resolve(folder, file);
    const now = reversals.get(path)?.after ?? textNow.get(path);
    const asLeft = now === undefined ? after === null : hashOf(now) === after;
    if (entry.phase === phase && asLeft && !changed.has(file)) {
      const before = textNow.get(path);
      reversals.set(path, { path, file, encoding, before, after: applyEdits(now ?? "", edits) });
      continue;
    }
    if (entry.phase === phase && !changed.has(file)) {
      changed.set(file, { file, by: rest.find((later) => later.file === file)?.phase });
    }
    rest.unshift(entry);
  }
  return { reversals: sortByFile(reversals.values()), changed: sortByFile(changed.values()), rest };
}

function sortByFile<Item extends { readonly file: string }>(items: Iterable<Item>): readonly Item[] {
  return [...items].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
