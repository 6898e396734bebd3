import type { HookName } from "../plugin/hooks.ts";
import type { Difference } from "./compare.ts";
import type { Divergence } from "./divergence-file.ts";
import { encode } from "./encoding.ts";
import type { DeclaredFor } from "./pair.ts";
import type { Side } from "./value-diff.ts";

/** How often a declared divergence was met, and what is wrong with it. */
export interface DivergenceUse {
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly expires: string;
  /** How many differences it explained. */
  readonly matched: number;
  /** It is about an external implementation. */
  readonly isExternal?: true;
  /** It explains nothing any more: its day is over, or nothing of its kind was met. */
  readonly problem?: "expired" | "unused";
}

/** Knows declared differences again, and counts them. One whose day is over explains nothing. */
export class DeclaredDivergences {
  readonly #entries: { readonly declared: Divergence; readonly matches: Matches; readonly expired: boolean }[];
  readonly #matched: number[];

  /** @param today the day of the run, `YYYY-MM-DD`. */
  constructor(divergences: readonly Divergence[], today: string) {
    this.#entries = divergences.map((declared) => ({
      declared,
      matches: createMatcher(declared),
      expired: declared.expires < today,
    }));
    this.#matched = divergences.map(() => 0);
  }

  /** Says which differences of a hook's calls are declared. */
  readonly explain: DeclaredFor = (hook) => (difference) => this.#indexOf(hook, difference) >= 0;

  /** The same, and counts them. */
  readonly count: DeclaredFor = (hook) => (difference) => {
    const index = this.#indexOf(hook, difference);
    if (index < 0) return false;
    this.#matched[index] = (this.#matched[index] ?? 0) + 1;
    return true;
  };

  #indexOf(hook: HookName, difference: Difference): number {
    return this.#entries.findIndex(({ matches, expired }) => !expired && matches(hook, difference));
  }

  /** What became of each, in the order of the file. */
  uses(): readonly DivergenceUse[] {
    return this.#entries.map(({ declared: { reason, expires, match }, expired }, index) => ({
      reason,
      expires,
      matched: this.#matched[index] ?? 0,
      ...(match.external === undefined ? {} : { isExternal: true as const }),
      ...(expired ? { problem: "expired" as const } : {}),
    }));
  }
}

/**
 * Marks what a whole run never met. A part of a run, or one case, says nothing about that; neither does a run with an external
 * implementation about what differs under other configs than its own.
 */
export function markUnused(uses: readonly DivergenceUse[], withExternal: boolean): readonly DivergenceUse[] {
  return uses.map((use) => {
    const isTested = (use.isExternal === true) === withExternal;
    return use.matched > 0 || use.problem !== undefined || !isTested ? use : { ...use, problem: "unused" };
  });
}

type Matches = (hook: HookName, difference: Difference) => boolean;

function createMatcher({ match: { place, hook, path, text, native, fallback, external } }: Divergence): Matches {
  const isText = testOf(text);
  const [isNative, isFallback, isExternal] = [testOf(native), testOf(fallback), testOf(external)];
  return (called, difference) =>
    (external !== undefined) === (difference.odd === "external") &&
    (difference.external === undefined || isExternal(textOf(difference.external))) &&
    difference.place === place &&
    (hook === undefined || hook === called) &&
    (path === undefined || matchesPath(path, difference.path)) &&
    isText(difference.text ?? "") &&
    isNative(textOf(difference.native)) &&
    isFallback(textOf(difference.fallback));
}

function testOf(source: string | undefined): (text: string) => boolean {
  if (source === undefined) return () => true;
  const pattern = new RegExp(source, "u");
  return (text) => pattern.test(text);
}

function matchesPath(pattern: readonly (string | number)[], path: readonly (string | number)[]): boolean {
  const open = pattern.at(-1) === "**";
  const keys = open ? pattern.slice(0, -1) : pattern;
  if (open ? path.length < keys.length : path.length !== keys.length) return false;
  return keys.every((key, index) => key === "*" || key === path[index]);
}

/** A side as patterns see it: the text itself, the message of what was thrown, or JSON. */
function textOf(side: Side): string {
  if (side.kind === "error") return side.message;
  if (side.kind === "absent") return "";
  return typeof side.value === "string" ? side.value : JSON.stringify(encode(side.value));
}
