import { compilePattern, type Pattern, Subject } from "../../regex/index.ts";
import type { Config } from "./config.ts";
import { merge, type Secret } from "./merge.ts";
import { SECRET_PATTERNS, type SecretPattern } from "./patterns.ts";
import type { SecretType } from "./secret-types.ts";

interface Search {
  readonly type: SecretType;
  readonly traits: SecretPattern;
  readonly pattern: Pattern;
}

/**
 * Makes the function that finds secrets in a text. Lone surrogates count as U+FFFD. Each pattern searches the whole
 * text on its own; matches that overlap become one secret.
 */
export function createDetector(config: Config): (text: string) => readonly Secret[] {
  const types = (Object.keys(SECRET_PATTERNS) as SecretType[]).filter((type) => config.enabled[type]);
  const searches = types.map((type): Search => {
    const traits = SECRET_PATTERNS[type];
    return { type, traits, pattern: compileOnce(type) };
  });
  return (text) => {
    const secrets: Secret[] = [];
    const subject = new Subject(text);
    for (const { type, traits, pattern } of searches) {
      if (!traits.needs.test(text)) continue;
      const { valueAt, notBefore } = traits;
      pattern.forEachMatch(subject, (start, end) => {
        if (notBefore?.test(text.charAt(end)) === true) return;
        const context = valueAt === undefined ? 0 : text.slice(start, end).search(valueAt);
        secrets.push({ type, start: start + context, end });
      });
    }
    return merge(secrets);
  };
}

const compiled = new Map<SecretType, Pattern>();

/** Once a process: what one instance learns of a pattern while it searches serves all others. */
function compileOnce(type: SecretType): Pattern {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const pattern = compilePattern(SECRET_PATTERNS[type].source);
  compiled.set(type, pattern);
  return pattern;
}
