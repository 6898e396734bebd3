import type { HookName } from "../plugin/hooks.ts";
import { parseTextPath, type LooksAt } from "../plugin/text/looks-at.ts";
import { collectTexts } from "../plugin/text/walk.ts";

const NO_LIMITS = { maxTextBytes: Infinity, maxDepth: Infinity, maxItems: Infinity };

/**
 * The size of a payload's text, in UTF-8 bytes: of the strings that a text plugin looks at; for another plugin, of all string
 * values. Object keys don't count.
 */
export function textBytes(payload: unknown, hook: HookName, looksAt: LooksAt | undefined): number {
  const path = looksAt?.[hook];
  if (path === undefined) return stringBytes(payload);
  const strings = collectTexts(payload, parseTextPath(path), NO_LIMITS)?.strings ?? [];
  return strings.reduce((sum, text) => sum + Buffer.byteLength(text, "utf8"), 0);
}

function stringBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value, "utf8");
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, child) => sum + stringBytes(child), 0);
}
