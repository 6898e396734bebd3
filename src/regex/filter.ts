import { type AsciiClass, requiredAnchor } from "./anchor.ts";
import type { Automaton } from "./automaton.ts";
import { prefixAnchor } from "./prefix-anchor.ts";

const ASCII = 128;
/** Above it, looking at single windows costs more than it saves. */
const MAX_FREQUENCY = 0.01;
const TRIAL_WINDOWS = 32;
const MIN_STRIDE = 64;

/**
 * Finds the parts of a text that can hold matches, by JavaScript's own search for an anchor. A part goes as far as the
 * characters do that the pattern has any use for, so no match reaches out of it. Only ASCII is looked at closely; any other
 * character could be part of a match.
 */
export class Filter {
  /** Undefined when the whole text is one window. */
  readonly #anchor: RegExp | undefined;
  /** Whether a match may begin before its anchor. */
  readonly #looksBack: boolean;
  /** For each ASCII character, whether any of the pattern's sets holds it. */
  readonly #used: readonly boolean[];

  constructor(automaton: Automaton) {
    const classes = asciiClasses(automaton);
    // A match that may be empty has neither.
    const prefix = prefixAnchor(automaton.program, classes);
    const required = prefix && requiredAnchor(automaton.program, classes, prefix.frequency);
    const anchor = required ?? prefix;
    const pays = anchor !== undefined && anchor.frequency <= MAX_FREQUENCY;
    this.#anchor = pays ? new RegExp(anchor.source, "g") : undefined;
    this.#looksBack = required !== undefined;
    const used = Array.from({ length: ASCII }, () => false);
    for (const { inSet, chars } of classes) for (const char of chars) used[char] = inSet.includes(true);
    this.#used = used;
  }

  /** Calls visit for each window, from left to right; they don't overlap. It stops when visit returns true. */
  forEachWindow(text: string, visit: (low: number, high: number) => boolean): void {
    const anchor = this.#anchor;
    if (anchor === undefined) {
      visit(0, text.length);
      return;
    }
    let from = 0;
    for (let count = 1; ; count++) {
      anchor.lastIndex = from;
      const at = anchor.exec(text)?.index;
      if (at === undefined) return;
      // Where there is one window next to another, the rest of the text in one go is cheaper.
      const isDense = count > TRIAL_WINDOWS && at < count * MIN_STRIDE;
      const high = isDense ? text.length : this.#endFrom(text, at);
      if (visit(this.#looksBack ? this.#startFrom(text, at, from) : at, high)) return;
      from = high;
    }
  }

  #startFrom(text: string, at: number, limit: number): number {
    let low = at;
    while (low > limit && this.#isUsed(text.charCodeAt(low - 1))) low--;
    return low;
  }

  #endFrom(text: string, at: number): number {
    let high = at;
    while (high < text.length && this.#isUsed(text.charCodeAt(high))) high++;
    return high;
  }

  #isUsed(unit: number): boolean {
    return this.#used[unit] ?? true;
  }
}

function asciiClasses(automaton: Automaton): AsciiClass[] {
  const chars = new Map<number, number[]>();
  for (let char = 0; char < ASCII; char++) {
    const id = automaton.idOf(char);
    chars.set(id, [...(chars.get(id) ?? []), char]);
  }
  return [...chars].map(([id, members]) => ({ inSet: automaton.alphabet.classOf(id).inSet, chars: members }));
}
