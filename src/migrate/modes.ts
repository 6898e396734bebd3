/** What a plugin says about its mode: the mode, and what becomes of its errors when it says so. */
export interface ModeSetting {
  readonly mode: string;
  readonly onError: string | undefined;
}

/** The modes of the old framework, and what CPEX 0.1 reads them as (models.py, `_migrate_legacy_modes`). */
const CPEX_MODES: ReadonlyMap<string, ModeSetting> = new Map([
  ["enforce", { mode: "sequential", onError: undefined }],
  ["permissive", { mode: "transform", onError: undefined }],
  ["enforce_ignore_error", { mode: "sequential", onError: "ignore" }],
]);

/** Modes of CPEX that the old framework does not have. */
const NEW_ONLY = ["sequential", "transform", "audit", "concurrent", "fire_and_forget"];

const ALL_MODES: ReadonlySet<string> = new Set([...CPEX_MODES.keys(), ...NEW_ONLY, "disabled"]);

export type Direction = "forward" | "reverse";

/** Whether a word is a mode that a migration in this direction is about. */
export function isSourceMode(word: string, direction: Direction): boolean {
  return direction === "forward" ? CPEX_MODES.has(word) : NEW_ONLY.includes(word);
}

export function isMode(word: string): boolean {
  return ALL_MODES.has(word);
}

/**
 * What a setting of the old framework is in CPEX; an `on_error` that is there wins. Undefined when the mode stays.
 */
export function toCpex({ mode, onError }: ModeSetting): ModeSetting | undefined {
  const mapped = CPEX_MODES.get(mode);
  return mapped === undefined ? undefined : { mode: mapped.mode, onError: onError ?? mapped.onError };
}

/** The setting of the old framework that CPEX reads as this one; undefined when there is none. */
export function toLegacy({ mode, onError }: ModeSetting): ModeSetting | undefined {
  if (mode === "transform") return { mode: "permissive", onError };
  if (mode !== "sequential" || onError === "disable") return undefined;
  return onError === "ignore" ? { mode: "enforce_ignore_error", onError: undefined } : { mode: "enforce", onError };
}

/** The one word that says the same, for lists of modes in comments. */
export function wordFor(word: string, direction: Direction): string | undefined {
  if (direction === "reverse") return { sequential: "enforce", transform: "permissive" }[word];
  const mapped = CPEX_MODES.get(word);
  return mapped?.onError === undefined ? mapped?.mode : undefined;
}

/** The known mode that a value is in another case or with spaces around it. */
export function modeInOtherCase(value: string): string | undefined {
  const folded = value.trim().toLowerCase();
  return folded !== value && ALL_MODES.has(folded) ? folded : undefined;
}

const QUICK_LOOK: Readonly<Record<Direction, RegExp>> = {
  forward: /enforce|permissive/i,
  reverse: /sequential|transform|audit|concurrent|fire_and_forget/,
};

const WRITTEN_MODE: Readonly<Record<Direction, RegExp>> = {
  forward: /(?<!\w)mode["']?\s*:\s*(?:[&!]\S*\s+)*["']?(?:enforce|permissive|enforce_ignore_error)(?!\w)/i,
  reverse: /(?<!\w)mode["']?\s*:\s*(?:[&!]\S*\s+)*["']?(?:sequential|transform|audit|concurrent|fire_and_forget)(?!\w)/,
};

/** A quick look at a text: false when there is certainly nothing to do. */
export function mayHoldModes(text: string, direction: Direction): boolean {
  return QUICK_LOOK[direction].test(text);
}

/** Whether a text that can't be read looks like one that sets such a mode. */
export function looksLikeMode(text: string, direction: Direction): boolean {
  return WRITTEN_MODE[direction].test(text);
}

/** An old mode as a word of its own in a text. */
export const OLD_MODE_IN_TEXT = /(?<![\w-])(?:enforce|permissive|enforce_ignore_error)(?![\w-])/;
