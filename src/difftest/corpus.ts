import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { failed, messageOf } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import { readText } from "../files/read-text.ts";
import { writeAtomic } from "../files/write-atomic.ts";
import { packageRoot } from "../package.ts";
import { HOOKS } from "../plugin/hooks.ts";
import { type Case, caseId, formatCase } from "./case.ts";
import { type Data, isPlainObject } from "./data.ts";
import { decode } from "./encoding.ts";

/** A case with the file that it came from. */
export interface StoredCase {
  readonly file: string;
  readonly case: Case;
}

const call = z.strictObject({ hook: z.enum(HOOKS), traced: z.boolean(), payload: z.unknown() });
const plainObject = z.custom<Data>(isPlainObject, "must be an object");
const caseFile = call.extend({ config: plainObject, before: z.array(call).default([]) });

/** Where a plugin's cases are kept. In a checkout, a bundled plugin's are beside its source and not beside its build. */
export function corpusFolder(plugin: { readonly slug: string; readonly folder: string }): string {
  const source = join(packageRoot, "src", "plugins", plugin.slug);
  const bundled = plugin.folder === join(packageRoot, "dist", "plugins", plugin.slug);
  return join(bundled && existsSync(source) ? source : plugin.folder, "corpus");
}

/**
 * Reads all cases of a folder, by name; none where the folder does not exist.
 *
 * @throws {ToolError} when a file can't be read or is not a case: a case that is passed over would read as one that agrees.
 */
export async function loadCorpus(folder: string): Promise<StoredCase[]> {
  if (!existsSync(folder)) return [];
  const names = await readdir(folder).catch((error: unknown) => {
    throw ioError("list", folder, error);
  });
  const stored: StoredCase[] = [];
  for (const name of names.filter((each) => each.endsWith(".json")).sort())
    stored.push(await loadCase(join(folder, name)));
  return stored;
}

/** @throws {ToolError} exit 3 when the file is missing, exit 4 when it is not a case. */
export async function loadCase(file: string): Promise<StoredCase> {
  return { file, case: parseCase(await readText(file), file) };
}

/** Saves a case under its name and returns the file. */
export async function saveCase(folder: string, tested: Case): Promise<string> {
  const file = join(folder, `${caseId(tested)}.json`);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw ioError("create", folder, error);
  }
  await writeAtomic(file, formatCase(tested));
  return file;
}

/** @throws {ToolError} exit 4 when the text is not a case. */
export function parseCase(text: string, file: string): Case {
  let data: unknown;
  try {
    data = decode(JSON.parse(text));
  } catch (cause) {
    throw notACase(file, messageOf(cause), cause);
  }
  return caseOf(data, file);
}

/** @throws {ToolError} exit 4 when the data is not a case. */
export function caseOf(data: unknown, file: string): Case {
  const parsed = caseFile.safeParse(data);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || basename(file)}: ${issue.message}`);
  throw notACase(file, issues.join("\n"), parsed.error);
}

function notACase(file: string, details: string, cause: unknown): Error {
  return failed(`${file} is not a case of diff-test`, {
    details,
    hint: "Mend the file, or delete it if it is not wanted.",
    cause,
  });
}
