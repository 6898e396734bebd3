/** Lines of code that no case of a run has reached. */
export interface Stretch {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly endLine: number;
}

/** How much of one implementation a run has reached. */
export type SideCoverage =
  | {
      readonly status: "measured";
      readonly functions: number;
      readonly reached: number;
      readonly missed: readonly Stretch[];
    }
  /** It could not be measured; the remedy is what would help. */
  | { readonly status: "unavailable"; readonly reason: string; readonly remedy: string };

/** How much of both implementations a run has reached. */
export interface Coverage {
  readonly fallback: SideCoverage;
  readonly native: SideCoverage;
}

/** Joins lines that were missed and stand next to each other, or with only lines between them that can't be reached. */
export function stretchesOf(
  file: string,
  lines: readonly { readonly line: number; readonly missed: boolean }[],
): Stretch[] {
  const stretches: Stretch[] = [];
  let open = false;
  for (const { line, missed } of lines) {
    const last = stretches.at(-1);
    if (missed && open && last !== undefined) stretches[stretches.length - 1] = { ...last, endLine: line };
    else if (missed) stretches.push({ file, line, endLine: line });
    open = missed;
  }
  return stretches;
}
