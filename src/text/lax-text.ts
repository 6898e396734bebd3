/**
 * The texts that pydantic takes for values of another type where it is not strict (tried out with 2.14). The patterns have no
 * flags, for JSON Schema knows none.
 */

/** For false, in any case. */
export const FALSE_WORDS = ["0", "off", "f", "false", "n", "no"] as const;
/** For true, in any case. */
export const TRUE_WORDS = ["1", "on", "t", "true", "y", "yes"] as const;

const DIGITS = "[0-9]+(?:_[0-9]+)*";
/** For a whole number. */
export const INTEGER_PATTERN = `^\\s*[-+]?${DIGITS}(?:\\.0+)?\\s*$`;

const INFINITE = `${anyCase("inf")}(?:${anyCase("inity")})?|${anyCase("nan")}`;
/** For a number. One underscore at a time may be anywhere inside, but not with blanks around. */
export const NUMBER_PATTERN = `^(?:\\s*[-+]?(?:${decimal("[0-9]+", "")}|${INFINITE})\\s*|(?:[-+]_?)?${decimal(DIGITS, "_?")})$`;

/** A pattern for a word in any case. */
export function anyCase(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function decimal(digits: string, between: string): string {
  const mantissa = `(?:${digits}(?:${between}\\.(?:${between}${digits})?)?|\\.${between}${digits})`;
  return `${mantissa}(?:${between}[eE]${between}(?:[-+]${between})?${digits})?`;
}
