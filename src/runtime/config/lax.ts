import { z } from "zod";

/**
 * CPEX's models read values the way pydantic does when it is not strict; these schemas accept the same, but for numbers
 * that JavaScript can't hold and those that are not finite.
 */

const INTEGER = /^[+-]?\d+(_\d+)*(\.0+)?$/;
const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const STRAY_UNDERSCORE = /^_|__|_$/;
const TRUE = new Set(["1", "true", "t", "yes", "y", "on"]);
const FALSE = new Set(["0", "false", "f", "no", "n", "off"]);

/** An integer; `'5'`, `2.0` and `true` count as one. */
export const laxInt = z.preprocess((value) => {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return value;
  const text = value.trim();
  return INTEGER.test(text) ? Number(text.replaceAll("_", "")) : value;
}, z.int());

/** A number; `'0.5'` and `true` count as one. */
export const laxFloat = z.preprocess((value) => {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return value;
  // Spaces around a number are taken, underscores within are taken, but not both.
  const text = !value.includes("_") || STRAY_UNDERSCORE.test(value) ? value.trim() : value.replaceAll("_", "");
  return FLOAT.test(text) ? Number(text) : value;
}, z.number());

/** A boolean; 0, 1 and the words that people write for them count as one. */
export const laxBool = z.preprocess((value) => {
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== "string") return value;
  const word = value.toLowerCase();
  return TRUE.has(word) ? true : FALSE.has(word) ? false : value;
}, z.boolean());

/** A string that may be missing, which is null to CPEX. */
export const optionalString = z.string().nullable().default(null);

/** A list of strings that may be missing. */
export const optionalStrings = z.array(z.string()).nullable().default(null);
