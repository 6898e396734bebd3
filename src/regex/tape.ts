import type { Automaton, State } from "./automaton.ts";

/** How many positions are kept at a time. */
const BLOCK = 1024;
const LATIN = 256;
const FIRST_LOW_SURROGATE = 0xdc00;

/** The positions after `low` up to `high`, in UTF-16 code units, and the state at `high`. */
interface Block {
  readonly low: number;
  readonly high: number;
  readonly state: State;
  readonly hasStarts: boolean;
}

/**
 * The states of an automaton at the positions of a text, for reading from left to right. A window of the text is run over
 * once from its end; then the blocks of it that have matches once more, so that memory doesn't grow with the text.
 */
export class Tape {
  readonly #automaton: Automaton;
  readonly #text: string;
  /** The window's blocks from right to left. */
  #blocks: Block[] = [];
  /** Which of them is loaded. */
  #loaded = 0;
  /** The rows at the positions of the loaded block, by their distance from its upper end. */
  #rows = new Int32Array(0);
  /** The automaton's generation that they belong to. */
  #generation = 0;
  /** Where matches start in the loaded block, from right to left. */
  #starts: number[] = [];

  constructor(automaton: Automaton, text: string) {
    this.#automaton = automaton;
    this.#text = text;
  }

  /** Goes to a window of the text, which begins and ends at the text's ends or beside a character that no match holds. */
  open(low: number, high: number): void {
    let state = this.#automaton.stateBefore(this.#classAt(high));
    this.#blocks = [];
    const size = Math.min(high - low, BLOCK) + 2;
    if (this.#rows.length < size) this.#rows = new Int32Array(size);
    for (let top = high; top >= low;) {
      const bottom = this.#bottomOf(top, low);
      const row = this.#run(bottom, top, state);
      this.#blocks.push({ low: bottom, high: top, state, hasStarts: this.#starts.length > 0 });
      state = this.#automaton.stateOf(row);
      top = bottom;
    }
    this.#loaded = this.#blocks.length - 1;
  }

  /** The first position in the window from `from` on where a match starts. Never call it with less than before. */
  nextStart(from: number): number | undefined {
    for (;;) {
      for (let start = this.#starts.pop(); start !== undefined; start = this.#starts.pop()) {
        if (start >= from) return start;
      }
      do {
        if (this.#loaded === 0) return undefined;
        this.#loaded--;
      } while (this.#blocks[this.#loaded]?.hasStarts !== true);
      this.#load();
    }
  }

  /** Where the match that starts at a position ends. */
  endFrom(start: number): number {
    const { program } = this.#automaton;
    let before = start === 0 ? 0 : this.#classAt(this.#isPair(start - 2) ? start - 2 : start - 1);
    let at = start;
    let next = program.start;
    for (;;) {
      const instruction = program.instructions[this.#automaton.exit(this.#rowAt(at), before, next)];
      if (instruction?.op !== "char") return at;
      next = instruction.next;
      before = this.#classAt(at);
      at += this.#isPair(at) ? 2 : 1;
    }
  }

  #rowAt(position: number): number {
    // Whoever is told of a match may search another text with the same automaton.
    if (this.#generation !== this.#automaton.generation) this.#load();
    while (position > (this.#blocks[this.#loaded]?.high ?? position)) {
      this.#loaded--;
      this.#load();
    }
    return this.#rows[(this.#blocks[this.#loaded]?.high ?? position) - position] ?? 0;
  }

  #load(): void {
    const block = this.#blocks[this.#loaded];
    if (block !== undefined) this.#run(block.low, block.high, block.state);
  }

  /** Runs over a block from its upper end; returns the row at its lower end. */
  #run(low: number, high: number, state: State): number {
    for (;;) {
      const row = this.#tryRun(low, high, state);
      if (row !== undefined) return row;
    }
  }

  /** Undefined when the rows became void on the way; that gives room enough for the next time. */
  #tryRun(low: number, high: number, state: State): number | undefined {
    const automaton = this.#automaton;
    const text = this.#text;
    const rows = this.#rows;
    const { latin } = automaton.alphabet;
    const starts: number[] = [];
    let row = automaton.rowOf(state);
    let { table } = automaton;
    const { generation } = automaton;
    let at = high;
    while (at > low) {
      let width = 1;
      let id = 0;
      if (at > 0) {
        const unit = text.charCodeAt(at - 1);
        if (unit < LATIN) id = latin[unit] ?? 0;
        if (id === 0) {
          if (unit >= FIRST_LOW_SURROGATE && this.#isPair(at - 2)) width = 2;
          id = this.#classAt(at - width);
          if (automaton.generation !== generation) return undefined;
        }
      }
      let value = table[row + id] ?? 0;
      if (value === 0) {
        automaton.fill(row, id);
        if (automaton.generation !== generation) return undefined;
        ({ table } = automaton);
        value = table[row + id] ?? 0;
      }
      rows[high - at] = row;
      if ((value & 1) !== 0) starts.push(at);
      row = value >> 1;
      at -= width;
    }
    this.#starts = starts;
    this.#generation = generation;
    return row;
  }

  /** The class of the character at a position; that of the edge at the end. */
  #classAt(position: number): number {
    const codePoint = this.#text.codePointAt(position);
    return codePoint === undefined ? 0 : this.#automaton.idOf(codePoint);
  }

  #isPair(position: number): boolean {
    return position >= 0 && (this.#text.codePointAt(position) ?? 0) > 0xffff;
  }

  #bottomOf(top: number, low: number): number {
    const bottom = top - BLOCK;
    if (bottom < low) return low - 1;
    return this.#isPair(bottom - 1) ? bottom - 1 : bottom;
  }
}
