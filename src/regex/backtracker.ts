import { Alphabet } from "./alphabet.ts";
import { type Cost, costOf } from "./ambiguity.ts";
import type { Node } from "./ast.ts";
import { isSpellable, spellAscii, spellUnicode } from "./expression.ts";
import type { Window } from "./filter.ts";
import { Side } from "./look.ts";
import type { Program } from "./program.ts";
import type { Subject } from "./subject.ts";
import { countWays } from "./ways.ts";

const ASCII = 128;
/** The longest part of a text where a search may take quadratic time. */
const MAX_QUADRATIC = 256;
/** How many steps may be spent on ways that are only counted, for each character of a text, and how many beside that. */
const STEPS_PER_CHAR = 64;
const FREE_STEPS = 1_000_000;
/** More than any assertion looks at beside a window: one character, in UTF-16 code units. */
const MARGIN = 2;

/** Is told of a match; true stops the search. */
export type Visit = (start: number, end: number) => unknown;

/** The steps that a search of one text may still spend. */
export interface Budget {
  steps: number;
}

export function createBudget({ text }: Subject): Budget {
  return { steps: text.length * STEPS_PER_CHAR + FREE_STEPS };
}

/**
 * JavaScript's own engine, which goes back and tries again. It is much quicker than an automaton made here, but
 * searches only where its time is known to be bounded.
 */
export class Backtracker {
  readonly #cost: Cost;
  /** How many ways there are from one start of a window. */
  readonly #ways: number;
  readonly #ascii: Expressions | undefined;
  readonly #node: Node;
  readonly #alphabet: Alphabet;
  /** Null until it is asked for. */
  #unicodeExpressions: Expressions | undefined | null = null;

  constructor(node: Node, program: Program) {
    this.#node = node;
    this.#alphabet = new Alphabet([], program.sides);
    const spellable = isSpellable(node);
    this.#cost = spellable ? costOf(program) : "unknown";
    this.#ways = spellable && this.#cost === "unknown" ? countWays(program, MAX_QUADRATIC) : 1;
    this.#ascii = spellable && this.#ways <= FREE_STEPS ? new Expressions(spellAscii(node), "") : undefined;
  }

  /** Searches the whole text, if that takes linear time; otherwise returns false at once. */
  searchText(subject: Subject, visit: Visit): boolean {
    if (!subject.isAscii || this.#ascii === undefined) return false;
    if (this.#cost === "unknown" || (this.#cost === "start" && subject.text.length > MAX_QUADRATIC)) return false;
    const { text } = subject;
    searchPart(this.#ascii.global, text, { low: 0, high: text.length, offset: 0 }, visit);
    return true;
  }

  /** Searches a window; returns where to go on, undefined when visit stops it, or that it can't be done in bounded time. */
  searchWindow(subject: Subject, window: Window, budget: Budget, visit: Visit): number | "refused" | undefined {
    if (this.#ascii === undefined || !this.#canAfford(window, budget)) return "refused";
    const expressions = this.#looksLikeAscii(subject, window) ? this.#ascii : this.#unicode();
    if (expressions === undefined) return "refused";
    const { low, high, lastStart } = window;
    const { text } = subject;
    if (lastStart > low) {
      const offset = Math.max(low - MARGIN, 0);
      const part = text.slice(offset, high + MARGIN);
      return searchPart(expressions.global, part, { low, high, offset }, visit) ? undefined : high;
    }
    // It can't get out of the window.
    const { sticky } = expressions;
    sticky.lastIndex = low;
    if (!sticky.test(text)) return low + 1;
    const end = sticky.lastIndex;
    return visit(low, end) === true ? undefined : end;
  }

  /** Whether a window is of ASCII characters alone, and beside it, no assertion sees anything else. */
  #looksLikeAscii({ text, isAscii }: Subject, { low, high }: Window): boolean {
    if (isAscii) return true;
    for (let at = low; at < high; at++) if (text.charCodeAt(at) >= ASCII) return false;
    return !this.#isWideWord(text, low - MARGIN) && !this.#isWideWord(text, low - 1) && !this.#isWideWord(text, high);
  }

  #isWideWord(text: string, at: number): boolean {
    const char = text.codePointAt(at) ?? 0;
    return char >= ASCII && (this.#alphabet.classOf(this.#alphabet.idOf(char)).sides & Side.word) !== 0;
  }

  #canAfford({ low, high, lastStart }: Window, budget: Budget): boolean {
    if (high - low > MAX_QUADRATIC) return false;
    if (this.#cost !== "unknown") return true;
    budget.steps -= this.#ways * (high - low);
    return lastStart === low && budget.steps >= 0;
  }

  #unicode(): Expressions | undefined {
    if (this.#unicodeExpressions === null) {
      const source = spellUnicode(this.#node);
      this.#unicodeExpressions = source === undefined ? undefined : new Expressions(source, "u");
    }
    return this.#unicodeExpressions;
  }
}

/** One expression, to search with and to match at a position. */
class Expressions {
  readonly global: RegExp;
  readonly sticky: RegExp;

  constructor(source: string, flags: string) {
    this.global = new RegExp(source, `g${flags}`);
    this.sticky = new RegExp(source, `y${flags}`);
  }
}

/** Where to search, and where the part that is searched begins, in the text that it is of. */
interface Span {
  readonly low: number;
  readonly high: number;
  readonly offset: number;
}

/** Visits the matches of an expression; returns whether visit stopped it. */
function searchPart(expression: RegExp, part: string, { low, high, offset }: Span, visit: Visit): boolean {
  for (let at = low; ;) {
    // Whoever is told of a match may search with the same expression.
    expression.lastIndex = at - offset;
    const match = expression.exec(part);
    if (match === null) return false;
    const start = match.index + offset;
    // The margin may look like a match.
    if (start >= high) return false;
    at = expression.lastIndex + offset;
    if (visit(start, at) === true) return true;
  }
}
