import { type Anchor, anchorSets, type AsciiClass, requiredAnchor } from "./anchor.ts";
import type { Node } from "./ast.ts";
import type { Automaton } from "./automaton.ts";
import { boundedPrefix } from "./bounded-prefix.ts";
import { contains } from "./char-set.ts";
import { ALL_KINDS, Kind } from "./kind.ts";
import { beginsWord, prefixAnchor } from "./prefix-anchor.ts";
import { type Reach, reachOf } from "./reach.ts";

const ASCII = 128;
/** Above it, looking at single windows costs more than it saves. */
const MAX_FREQUENCY = 0.01;
const NO_ANCHOR: Anchor = { source: "", frequency: Infinity };
const TRIAL_WINDOWS = 32;
const MIN_STRIDE = 64;
/** How many characters the windows may hold for each one that is passed, and how many beside that. */
const MAX_OVERLAP = 2;
const TRIAL_CHARS = 4096;
const NO_WORD_BEFORE = "(?<![0-9A-Z_a-z])";
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const FIRST_LOW_SURROGATE = 0xdc00;

/** What use a pattern has for a character: none, for so many of them, or for any number. */
const NO_USE = 0;
const LIMITED = 1;
const UNLIMITED = 2;

/** A part of a text. All of each match that starts from `low` to `lastStart` is in it. */
export interface Window {
  readonly low: number;
  readonly high: number;
  readonly lastStart: number;
}

/**
 * Finds the parts of a text that can hold matches, by JavaScript's own search for an anchor. Where matches begin with
 * their anchor, a part goes as far as one match can; otherwise as far as the characters do that the pattern has any use
 * for.
 */
export class Filter {
  readonly #automaton: Automaton;
  readonly #reach: Reach;
  /** Undefined when the whole text is one window. */
  readonly #anchor: RegExp | undefined;
  /** Whether a match may begin before its anchor. */
  readonly #looksBack: boolean;
  /** By ASCII character. */
  readonly #uses: Uint8Array;
  /** By class of characters beyond ASCII, as far as it was asked. */
  readonly #classUses: number[] = [];

  /** @param wideDigits whether the texts may have digits beyond ASCII. */
  constructor(automaton: Automaton, node: Node, wideDigits: boolean) {
    this.#automaton = automaton;
    this.#reach = reachOf(node);
    const classes = asciiClasses(automaton);
    const kinds = wideDigits ? ALL_KINDS : ALL_KINDS & ~Kind.digit;
    const sets = anchorSets(automaton.program, classes, kinds);
    // A match that may be empty has neither.
    const prefix = prefixAnchor(sets);
    const required = prefix && requiredAnchor(sets, prefix.frequency);
    const { source, frequency } = required ?? prefix ?? NO_ANCHOR;
    if (frequency <= MAX_FREQUENCY) {
      const begin = beginsWord(sets) ? NO_WORD_BEFORE : "";
      const longer = required === undefined ? boundedPrefix(node, kinds) : undefined;
      this.#anchor = new RegExp(longer === undefined ? source : begin + longer, "g");
    }
    this.#looksBack = required !== undefined;
    this.#uses = new Uint8Array(ASCII);
    for (let char = 0; char < ASCII; char++) this.#uses[char] = this.#classify(char);
  }

  /** Where the next anchor stands from a position on; undefined where there is none, and so no match. */
  findAnchor(text: string, from: number): number | undefined {
    if (this.#anchor === undefined) return from;
    this.#anchor.lastIndex = from;
    return this.#anchor.exec(text)?.index;
  }

  /**
   * Calls visit for each window, from left to right, until it returns undefined. It returns where to go on: behind the
   * last match, or behind `lastStart`.
   *
   * @param first where the first anchor stands.
   */
  forEachWindow(text: string, first: number, visit: (window: Window) => number | undefined): void {
    if (this.#anchor === undefined) {
      visit({ low: 0, high: text.length, lastStart: text.length });
      return;
    }
    let looked = 0;
    let from = 0;
    let at: number | undefined = first;
    for (let count = 1; at !== undefined; count++) {
      const low = this.#looksBack ? this.#startFrom(text, at, from) : at;
      // Where there is one window next to another, or in another, the rest of the text in one go is cheaper.
      if ((count > TRIAL_WINDOWS && at < count * MIN_STRIDE) || looked > MAX_OVERLAP * at + TRIAL_CHARS) {
        visit({ low, high: text.length, lastStart: text.length });
        return;
      }
      const high = this.#looksBack ? this.#endFrom(text, at) : this.#reachFrom(text, at);
      looked += high - low;
      const next = visit({ low, high, lastStart: this.#looksBack ? high : at });
      if (next === undefined) return;
      from = this.#looksBack ? high : next;
      at = this.findAnchor(text, from);
    }
  }

  #startFrom(text: string, at: number, limit: number): number {
    let low = at;
    while (low > limit && this.#useOf(text.charCodeAt(low - 1)) !== NO_USE) low--;
    return low;
  }

  #endFrom(text: string, at: number): number {
    let high = at;
    while (high < text.length && this.#useOf(text.charCodeAt(high)) !== NO_USE) high++;
    return high;
  }

  /** Where a match that starts at a position ends at the latest. */
  #reachFrom(text: string, at: number): number {
    const uses = this.#uses;
    let left = this.#reach.length;
    for (let high = at; high < text.length; high++) {
      const unit = text.charCodeAt(high);
      const use = uses[unit] ?? this.#useOf(unit);
      if (use === NO_USE || (use === LIMITED && left-- === 0)) return high;
    }
    return text.length;
  }

  #useOf(unit: number): number {
    const use = this.#uses[unit];
    if (use !== undefined) return use;
    if (isSurrogate(unit)) return this.#reach.free.length > 0 || unit >= FIRST_LOW_SURROGATE ? UNLIMITED : LIMITED;
    const id = this.#automaton.idOf(unit);
    return (this.#classUses[id] ??= this.#classify(unit));
  }

  #classify(char: number): number {
    const { alphabet } = this.#automaton;
    if (!alphabet.classOf(alphabet.idOf(char)).inSet.includes(true)) return NO_USE;
    return this.#reach.free.some((set) => contains(set, char)) ? UNLIMITED : LIMITED;
  }
}

/** What may be half of a character is taken for one that a match holds; the second half doesn't count. */
function isSurrogate(unit: number): boolean {
  return unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE;
}

function asciiClasses(automaton: Automaton): AsciiClass[] {
  const chars = new Map<number, number[]>();
  for (let char = 0; char < ASCII; char++) {
    const id = automaton.idOf(char);
    chars.set(id, [...(chars.get(id) ?? []), char]);
  }
  return [...chars].map(([id, members]) => ({ inSet: automaton.alphabet.classOf(id).inSet, chars: members }));
}
