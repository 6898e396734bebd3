import type { HookName } from "../hooks.ts";

/**
 * Which part of each hook's payload a text plugin scans.
 *
 * A path of one name (`args`, `result`) is walked in depth: every string below it, in order; object keys are not scanned. A
 * longer path names single strings: `content.text`, or `result.messages[].content.text` for one string an item; what is not
 * there, or is not a string, is passed over.
 */
export type LooksAt = Readonly<Partial<Record<HookName, string>>>;

/** One step of a path: a key, or every item of a list. */
export type PathStep = { readonly key: string } | { readonly each: true };

export interface TextPath {
  /** The name that the path begins with. */
  readonly root: string;
  readonly steps: readonly PathStep[];
  /** Walk everything below, rather than naming single strings. */
  readonly deep: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*(\[\])?$/;

/** @throws {SyntaxError} when the path is not names joined by dots, each with an optional `[]`. */
export function parseTextPath(source: string): TextPath {
  const steps: PathStep[] = [];
  const parts = source.split(".");
  for (const part of parts) {
    if (!NAME.test(part)) {
      throw new SyntaxError(
        `'${source}' is not a path: write names joined by dots, such as result.messages[].content.text`,
      );
    }
    steps.push({ key: part.replace("[]", "") });
    if (part.endsWith("[]")) steps.push({ each: true });
  }
  return { root: (parts[0] ?? "").replace("[]", ""), steps, deep: steps.length === 1 };
}
