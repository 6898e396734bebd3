import { mkdir, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { codeOf, ToolError } from "../../errors.ts";
import { ioError } from "../../files/io-error.ts";
import { readBytes } from "../../files/read-text.ts";
import { writeAtomic } from "../../files/write-atomic.ts";
import { decodeText, encodeText } from "./encoding.ts";
import {
  entriesOf,
  type JournalEntry,
  planRevert,
  readJournal,
  removeIfEmpty,
  type RevertPlan,
  writeJournal,
} from "./journal.ts";
import type { FileOutcome } from "./migrate.ts";
import type { PhaseNumber } from "./phases.ts";

/**
 * Writes what changed, file by file, and notes in the journal of the folder how to take it back.
 *
 * @throws {ToolError} exit 4 when a file can't be written; the files before it are written and noted.
 */
export async function writeOutcomes(outcomes: readonly FileOutcome[], folder: string): Promise<void> {
  const changes = outcomes.filter(({ steps }) => steps.length > 0);
  const earlier = await readJournal(folder);
  // First, so that what is written can be taken back even when the command is stopped in the middle.
  if (changes.length > 0) await writeJournal(folder, [...earlier, ...entriesFor(changes, folder)]);
  let written = 0;
  try {
    for (const { source, after } of changes) {
      if (after === undefined) await removeFile(source.path, source.file);
      else await writeAtomic(source.path, encodeText(after, source.encoding));
      written++;
    }
  } finally {
    if (written < changes.length) {
      await writeJournal(folder, [...earlier, ...entriesFor(changes.slice(0, written), folder)]);
    }
  }
}

function entriesFor(outcomes: readonly FileOutcome[], folder: string): readonly JournalEntry[] {
  return outcomes.flatMap((outcome) => entriesOf(outcome, folder));
}

/** Removes a file, and its folders as far as they are empty: Python would still import an empty folder. */
async function removeFile(path: string, file: string): Promise<void> {
  try {
    await rm(path);
  } catch (error) {
    throw ioError("remove", file, error);
  }
  let folder = dirname(path);
  while (await removeIfEmpty(folder)) folder = dirname(folder);
}

/** Plans to take back a phase with the journal of the folder. */
export async function planReversal(phase: PhaseNumber, folder: string): Promise<RevertPlan> {
  const entries = await readJournal(folder);
  const now = new Map<string, string | undefined>();
  for (const { file } of entries) {
    const path = resolve(folder, file);
    if (!now.has(path)) now.set(path, await currentText(path, file));
  }
  return planRevert(entries, phase, folder, now);
}

async function currentText(path: string, file: string): Promise<string | undefined> {
  try {
    return decodeText(await readBytes(path), file).text;
  } catch (error) {
    if (error instanceof ToolError && codeOf(error.cause) === "ENOENT") return undefined;
    throw error;
  }
}

/** Carries out a plan of {@link planReversal}. */
export async function writeReversal({ reversals, rest }: RevertPlan, folder: string): Promise<void> {
  for (const { path, encoding, after } of reversals) {
    await mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, encodeText(after, encoding));
  }
  await writeJournal(folder, rest);
}
