import { Automaton } from "./automaton.ts";
import { Filter } from "./filter.ts";
import { DEFAULT_FLAGS } from "./flags.ts";
import { parsePattern } from "./parse.ts";
import { compileProgram, type Program } from "./program.ts";
import { Tape } from "./tape.ts";

export { PatternError } from "./pattern-error.ts";

/** A compiled pattern. It matches what the Rust crate `regex` 1.x would, in time linear in the text. */
export interface Pattern {
  readonly source: string;
  /**
   * Calls visit for each match that is not empty, as the crate's `find_iter` gives them: from left to right, without overlaps,
   * the preferred alternative first. Offsets are UTF-16 code units. Lone surrogates in the text count as U+FFFD.
   */
  forEachMatch(text: string, visit: (start: number, end: number) => void): void;
  /** Whether the text has a match; an empty one will do. */
  test(text: string): boolean;
}

export interface PatternOptions {
  /** As if the pattern began with `(?i)`. */
  readonly caseInsensitive?: boolean;
}

/**
 * Compiles a pattern in the syntax of the Rust crate `regex` 1.x; docs/patterns.md says what is refused beside what the crate refuses.
 *
 * @throws {PatternError} when the pattern is not accepted.
 */
export function compilePattern(source: string, options: PatternOptions = {}): Pattern {
  const flags = { ...DEFAULT_FLAGS, caseInsensitive: options.caseInsensitive ?? false };
  return new AutomatonPattern(source, compileProgram(parsePattern(source.toWellFormed(), flags)));
}

class AutomatonPattern implements Pattern {
  readonly source: string;
  readonly #automaton: Automaton;
  /** Made for the first text: many patterns never see one. */
  #filter: Filter | undefined;

  constructor(source: string, program: Program) {
    this.source = source;
    this.#automaton = new Automaton(program);
  }

  test(text: string): boolean {
    let found = false;
    this.#forEachWindow(text, (tape, from) => {
      found = tape.nextStart(from) !== undefined;
      return found;
    });
    return found;
  }

  forEachMatch(text: string, visit: (start: number, end: number) => void): void {
    this.#forEachWindow(text, (tape, from) => {
      for (let start = tape.nextStart(from); start !== undefined;) {
        const end = tape.endFrom(start);
        if (end > start) visit(start, end);
        start = tape.nextStart(Math.max(end, start + 1));
      }
      return false;
    });
  }

  /** Opens each part of the text that may have matches, from left to right, until visit returns true. */
  #forEachWindow(text: string, visit: (tape: Tape, from: number) => boolean): void {
    const wellFormed = text.toWellFormed();
    this.#filter ??= new Filter(this.#automaton);
    let tape: Tape | undefined;
    this.#filter.forEachWindow(wellFormed, (low, high) => {
      tape ??= new Tape(this.#automaton, wellFormed);
      tape.open(low, high);
      return visit(tape, low);
    });
  }
}
