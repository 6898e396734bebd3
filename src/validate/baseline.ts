import { z } from "zod";
import { failed } from "../errors.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { canLower } from "./docs.ts";

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  diagnostics: z.array(
    z.strictObject({ file: z.string(), code: z.string(), message: z.string(), count: z.number().int().positive() }),
  ),
});

/** Diagnostics that are known and not to be shown: without places, so that they stay known when lines move. */
export type Baseline = z.output<typeof baselineSchema>;

/** What a baseline leaves of a run. */
export interface Compared {
  readonly left: readonly Diagnostic[];
  /** How many diagnostics the baseline knows. */
  readonly known: number;
  /** How many that it knows are not found any more. */
  readonly gone: number;
}

/** The baseline that knows all that is found, but what CPEX refuses. */
export function baselineOf(diagnostics: readonly Diagnostic[]): Baseline {
  const known = diagnostics
    .filter(mayBeKnown)
    .map(({ file, code, message }) => ({ file: slashed(file), code, message }));
  const counts = countBy(known.map(keyOf));
  const distinct = new Map(known.map((one) => [keyOf(one), one]));
  const entries = [...distinct].map(([key, one]) => Object.assign(one, { count: counts.get(key) ?? 0 }));
  return { schemaVersion: 1, diagnostics: entries };
}

/** Leaves out what a baseline knows: of equal ones as many as it says, and never what CPEX refuses. */
export function compareWithBaseline(diagnostics: readonly Diagnostic[], baseline: Baseline): Compared {
  const counts = new Map<string, number>();
  for (const one of baseline.diagnostics) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + one.count);
  const left = diagnostics.filter((diagnostic) => {
    const key = keyOf({ ...diagnostic, file: slashed(diagnostic.file) });
    const count = mayBeKnown(diagnostic) ? (counts.get(key) ?? 0) : 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
  const gone = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { left, known: diagnostics.length - left.length, gone };
}

/** @throws {ToolError} exit 4 when the text is not a baseline of this version. */
export function parseBaseline(text: string, file: string): Baseline {
  const parsed = baselineSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw failed(`${file} is not a baseline of this version`, { hint: "Write it again with --write-baseline." });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mayBeKnown({ code, severity }: Diagnostic): boolean {
  return severity !== "error" || canLower(code);
}

function keyOf({ file, code, message }: Pick<Diagnostic, "file" | "message"> & { readonly code: string }): string {
  return JSON.stringify([file, code, message]);
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function slashed(file: string): string {
  return file.replaceAll("\\", "/");
}
