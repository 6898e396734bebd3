import { existsSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { failed, messageOf } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { HOOKS } from "../plugin/hooks.ts";
import { formatPath } from "../text/path.ts";
import { PLACES } from "./compare.ts";

export const DIVERGENCES_FILE = "divergences.yaml";

const regularExpression = z.string().refine(isRegularExpression, "is not a regular expression");

const match = z
  .strictObject({
    place: z.enum(PLACES),
    hook: z.enum(HOOKS).optional(),
    /** Keys from the place on: `*` is any key, and `**` at the end is all below. */
    path: z.array(z.union([z.string(), z.int()])).optional(),
    text: regularExpression.optional(),
    native: regularExpression.optional(),
    fallback: regularExpression.optional(),
    /** With it, the entry is about what the external implementation does otherwise than both of ours. */
    external: regularExpression.optional(),
  })
  .readonly();

const divergence = z
  .strictObject({
    match,
    reason: z.string().min(1),
    expires: z.iso.date("must be a date such as 2030-01-31"),
  })
  .readonly();

/** What depends on chance, and so can't be the same in another implementation's results. */
const chance = z.strictObject({ text: regularExpression, reason: z.string().min(1) }).readonly();

const file = z.strictObject({ divergences: z.array(divergence).default([]), chance: z.array(chance).default([]) });

/** A difference that is meant to be there, why, and until when. */
export type Divergence = z.output<typeof divergence>;

/** All that is declared beside a plugin's manifest. */
export type Declarations = z.output<typeof file>;

/**
 * The divergences that are declared beside a plugin's manifest; none where there is no file.
 *
 * @throws {ToolError} exit 4 that names the file and each mistake in it.
 */
export async function loadDivergences(folder: string): Promise<Declarations> {
  const path = join(folder, DIVERGENCES_FILE);
  return existsSync(path) ? parseDivergences(await readText(path), path) : { divergences: [], chance: [] };
}

/** @throws {ToolError} exit 4 that names the file and each mistake in it. */
export function parseDivergences(text: string, path: string): Declarations {
  let data: unknown;
  try {
    data = parse(text);
  } catch (cause) {
    throw failed(`${path} is not YAML: ${messageOf(cause)}`, { cause });
  }
  const parsed = file.safeParse(data);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${formatPath(issue.path)}: ${issue.message}`);
  throw failed(`${path} does not declare divergences`, { details: issues.join("\n") });
}

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
