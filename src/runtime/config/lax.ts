import { z } from "zod";
import { FALSE_WORDS, INTEGER_PATTERN, NUMBER_PATTERN, TRUE_WORDS } from "../../text/lax-text.ts";

/**
 * CPEX's models read values the way pydantic does when it is not strict; these schemas accept the same, but for numbers
 * that JavaScript can't hold and those that are not finite.
 */

const INTEGER_TEXT = new RegExp(INTEGER_PATTERN);
const NUMBER_TEXT = new RegExp(NUMBER_PATTERN);
const TRUE: ReadonlySet<string> = new Set(TRUE_WORDS);
const FALSE: ReadonlySet<string> = new Set(FALSE_WORDS);

/** An integer; `'5'`, `2.0` and `true` count as one. */
export const laxInt = z.preprocess((value) => {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return value;
  return INTEGER_TEXT.test(value) ? Number(value.replaceAll("_", "")) : value;
}, z.int());

/** A number; `'0.5'` and `true` count as one. */
export const laxFloat = z.preprocess((value) => {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return value;
  const number = NUMBER_TEXT.test(value) ? Number(value.replaceAll("_", "")) : Number.NaN;
  return Number.isFinite(number) ? number : value;
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
