import { compilePattern, PatternError } from "../../regex/index.ts";

const MAX_BYTES = 256;
const MAX_ALTERNATIONS = 16;
const MAX_QUANTIFIERS = 24;

/**
 * What is wrong with an operator's own pattern, or undefined. Escaped characters count too: the limits are there to catch
 * mistakes, not to measure cost, for matching takes linear time anyhow.
 */
export function customPatternProblem(source: string): string | undefined {
  if (/^\p{White_Space}*$/u.test(source)) return "Custom pattern cannot be empty";
  if (Buffer.byteLength(source) > MAX_BYTES) return `Custom pattern exceeds ${MAX_BYTES} characters`;
  if (count(source, /\|/g) > MAX_ALTERNATIONS) {
    return `Custom pattern has too many alternations (max ${MAX_ALTERNATIONS})`;
  }
  if (count(source, /[*+?{]/g) > MAX_QUANTIFIERS) {
    return `Custom pattern has too many quantifiers (max ${MAX_QUANTIFIERS})`;
  }
  return compileProblem(source, "Failed to compile custom pattern");
}

/** What is wrong with a whitelist pattern, or undefined. */
export function whitelistPatternProblem(source: string): string | undefined {
  return compileProblem(source, "Invalid whitelist pattern");
}

function compileProblem(source: string, prefix: string): string | undefined {
  try {
    compilePattern(source, { caseInsensitive: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return `${prefix} '${source}': ${error.message}`;
  }
}

function count(source: string, characters: RegExp): number {
  return source.match(characters)?.length ?? 0;
}
