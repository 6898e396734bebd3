import type { Node } from "./ast.ts";
import { Automaton } from "./automaton.ts";
import { Backtracker, createBudget, type Visit } from "./backtracker.ts";
import { Filter, type Window } from "./filter.ts";
import { DEFAULT_FLAGS } from "./flags.ts";
import { ALL_KINDS, Kind, kindsOf } from "./kind.ts";
import { parsePattern } from "./parse.ts";
import { compileProgram, type Program } from "./program.ts";
import { Subject } from "./subject.ts";
import { Tape } from "./tape.ts";

export { PatternError } from "./pattern-error.ts";
export { Subject } from "./subject.ts";

/** A compiled pattern. It matches what the Rust crate `regex` 1.x would, in time linear in the text. */
export interface Pattern {
  readonly source: string;
  /**
   * Calls visit for each match that is not empty, as the crate's `find_iter` gives them: from left to right, without overlaps,
   * the preferred alternative first. Offsets are UTF-16 code units. Lone surrogates in the text count as U+FFFD.
   *
   * @param text a {@link Subject}, where several patterns search one text.
   */
  forEachMatch(text: string | Subject, visit: (start: number, end: number) => void): void;
  /** Whether the text has a match; an empty one will do. */
  test(text: string | Subject): boolean;
}

export interface PatternOptions {
  /** As if the pattern began with `(?i)`. */
  readonly caseInsensitive?: boolean;
}

/**
 * Compiles a pattern in the syntax of the Rust crate `regex` 1.x; docs/patterns.md says what is refused beside what the
 * crate refuses.
 *
 * @throws {PatternError} when the pattern is not accepted.
 */
export function compilePattern(source: string, options: PatternOptions = {}): Pattern {
  const flags = { ...DEFAULT_FLAGS, caseInsensitive: options.caseInsensitive ?? false };
  const node = parsePattern(source.toWellFormed(), flags);
  return new CompiledPattern(source, node, compileProgram(node));
}

/** JavaScript's own engine where that is safe, and the automaton everywhere else. */
class CompiledPattern implements Pattern {
  readonly source: string;
  readonly #node: Node;
  readonly #program: Program;
  readonly #automaton: Automaton;
  readonly #takesDigits: boolean;
  // Made for the first text: many patterns never see one.
  #backtracker: Backtracker | undefined;
  #filter: Filter | undefined;
  #wideDigitFilter: Filter | undefined;

  constructor(source: string, node: Node, program: Program) {
    this.source = source;
    this.#node = node;
    this.#program = program;
    this.#automaton = new Automaton(program);
    this.#takesDigits = program.sets.some((set) => ((kindsOf(set) ?? ALL_KINDS) & Kind.digit) !== 0);
  }

  test(text: string | Subject): boolean {
    let found = false;
    this.#search(text, () => (found = true));
    return found;
  }

  forEachMatch(text: string | Subject, visit: (start: number, end: number) => void): void {
    this.#search(text, (start, end) => {
      if (end > start) visit(start, end);
    });
  }

  /** Visits all matches, also those that are empty. */
  #search(textOrSubject: string | Subject, visit: Visit): void {
    const subject = typeof textOrSubject === "string" ? new Subject(textOrSubject) : textOrSubject;
    const backtracker = (this.#backtracker ??= new Backtracker(this.#node, this.#program));
    if (!backtracker.searchText(subject, visit)) this.#searchWindows(subject, backtracker, visit);
  }

  #searchWindows(subject: Subject, backtracker: Backtracker, visit: Visit): void {
    const { text } = subject;
    const filter = this.#filterFor(subject);
    const first = filter.findAnchor(text, 0);
    if (first === undefined) return;
    const budget = createBudget(subject);
    let tape: Tape | undefined;
    filter.forEachWindow(text, first, (window) => {
      const next = backtracker.searchWindow(subject, window, budget, visit);
      if (next !== "refused") return next;
      tape ??= new Tape(this.#automaton, subject.wellFormed);
      return searchWindow(tape, window, visit);
    });
  }

  #filterFor(subject: Subject): Filter {
    if (this.#takesDigits && subject.hasWideDigits) return (this.#wideDigitFilter ??= this.#createFilter(true));
    return (this.#filter ??= this.#createFilter(false));
  }

  #createFilter(wideDigits: boolean): Filter {
    return new Filter(this.#automaton, this.#node, wideDigits);
  }
}

/** Searches a window by the automaton; returns where to go on, or undefined when visit stops it. */
function searchWindow(tape: Tape, { low, high, lastStart }: Window, visit: Visit): number | undefined {
  tape.open(low, high);
  let next = low;
  for (;;) {
    const start = tape.nextStart(next);
    if (start === undefined || start > lastStart) return Math.max(next, lastStart + 1);
    const end = tape.endFrom(start);
    if (visit(start, end) === true) return undefined;
    next = Math.max(end, start + 1);
  }
}
