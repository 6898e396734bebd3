import { compilePattern, type Pattern, Subject } from "../../regex/index.ts";
import type { Config } from "./config.ts";
import { PII_PATTERNS, type PiiPattern } from "./patterns.ts";
import type { MaskStrategy, PiiType } from "./pii-types.ts";

/** One piece of personal data in a text. Offsets are UTF-16 code units. */
export interface Detection {
  readonly type: PiiType;
  readonly start: number;
  readonly end: number;
  readonly strategy: MaskStrategy;
}

interface Search {
  readonly type: PiiType;
  readonly needs: PiiPattern["needs"];
  readonly isValid: PiiPattern["isValid"];
  readonly strategy: MaskStrategy;
  readonly pattern: Pattern;
}

/**
 * Makes the function that finds personal data in a text. Lone surrogates count as U+FFFD.
 *
 * Each pattern searches the whole text on its own. Matches that are whitelisted or fail their check are dropped; of the
 * others that overlap, the leftmost is kept, then the longest, then the first type by name, then the first pattern.
 */
export function createDetector(config: Config): (text: string) => readonly Detection[] {
  const searches = searchesOf(config);
  const whitelist = config.whitelist_patterns.map(compile);
  const isWanted = (value: string, { isValid }: Search): boolean =>
    !whitelist.some((pattern) => pattern.test(value)) && (isValid === undefined || isValid(value));

  return (text) => {
    const candidates: Detection[] = [];
    const subject = new Subject(text);
    const hasDigit = DIGIT.test(text);
    for (const search of searches) {
      const { needs, type, strategy } = search;
      if (needs === "digit" ? !hasDigit : needs !== undefined && !text.includes(needs)) continue;
      search.pattern.forEachMatch(subject, (start, end) => {
        if (isWanted(text.slice(start, end), search)) candidates.push({ type, start, end, strategy });
      });
    }
    return withoutOverlaps(candidates);
  };
}

/** Whether there may be a digit: patterns also take those of other scripts. */
const DIGIT = /[0-9\u{80}-\u{10FFFF}]/u;

function searchesOf(config: Config): Search[] {
  const builtIn = PII_PATTERNS.filter(({ type }) => config[`detect_${type}`]).map(
    ({ type, source, needs, isValid }): Search => ({
      type,
      needs,
      isValid,
      strategy: config.default_mask_strategy,
      pattern: compileBuiltIn(source),
    }),
  );
  const custom = config.custom_patterns
    .filter(({ enabled }) => enabled)
    .map(({ pattern, mask_strategy }): Search => ({
      type: "custom",
      needs: undefined,
      isValid: undefined,
      strategy: mask_strategy ?? config.default_mask_strategy,
      pattern: compile(pattern),
    }));
  return [...builtIn, ...custom];
}

const builtIn = new Map<string, Pattern>();

/** Once a process: what one instance learns of a pattern while it searches serves all others. */
function compileBuiltIn(source: string): Pattern {
  const known = builtIn.get(source);
  if (known !== undefined) return known;
  const pattern = compile(source);
  builtIn.set(source, pattern);
  return pattern;
}

function compile(source: string): Pattern {
  return compilePattern(source, { caseInsensitive: true });
}

function withoutOverlaps(candidates: Detection[]): readonly Detection[] {
  if (candidates.length < 2) return candidates;
  let end = 0;
  // The sort is stable: what is equal stays in the order of the patterns.
  return candidates.sort(byPrecedence).filter((candidate) => {
    if (candidate.start < end) return false;
    end = candidate.end;
    return true;
  });
}

function byPrecedence(a: Detection, b: Detection): number {
  return a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}
