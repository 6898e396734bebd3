import { Alphabet, type CharClass } from "./alphabet.ts";
import { holds } from "./look.ts";
import { MATCH, type Program } from "./program.ts";

/**
 * What is known at a position from the text after it: the instructions that take the next character and then lead to a
 * match somewhere.
 */
export interface State {
  readonly live: Uint16Array;
  /** The side after the position. */
  readonly sides: number;
  /** Where it is in the table of its generation. */
  readonly row: number;
  readonly generation: number;
}

/** What is known at a position when the character before it is known too, and so all assertions at the position. */
interface Place {
  /** For each instruction, whether it leads to a match from here. */
  readonly alive: Uint8Array;
  /** Where the preferred way from an instruction leaves the position, plus one; 0 where it was not asked yet. */
  readonly exits: Uint16Array;
}

/** About how much memory the states may take, in bytes, before all are forgotten; but a block of a tape needs this many. */
const MAX_MEMORY = 8 * 1024 * 1024;
const MIN_STATES = 1200;
const STATE_OVERHEAD = 300;
const MAX_PLACES = 1024;
const NONE = new Uint16Array(0);
const FIRST_STRIDE = 32;
const FIRST_ROWS = 16;

/**
 * The pattern's automaton run from the end of a text to its start, made deterministic as far as texts need it. At each
 * position it tells which instructions lead to a match, whatever comes of the text before; so a search from the left can
 * follow the preferred way without ever going back (Frisch and Cardelli, "Greedy regular expression matching", 2004).
 *
 * A state is known by its row, an index into {@link table}. Rows are valid until {@link generation} changes.
 */
export class Automaton {
  readonly program: Program;
  readonly alphabet: Alphabet;
  /**
   * By row plus the class of the character before: twice the row before that character, plus one if a match starts after
   * the character. 0 where it is not known yet.
   */
  table = new Int32Array(0);
  generation = 0;

  /** For each instruction, those that lead to it. */
  readonly #sources: readonly Uint16Array[];
  #stride = FIRST_STRIDE;
  /** By row divided by stride; the first row stays empty, so that 0 is no row. */
  #states: (State | undefined)[] = [undefined];
  readonly #byContent = new Map<string, State>();
  readonly #places = new Map<number, Place>();
  /** What {@link stateBefore} gave, by class. */
  readonly #initial: State[] = [];
  #memory = 0;

  constructor(program: Program) {
    this.program = program;
    this.alphabet = new Alphabet(program.sets, program.sides);
    const sources: number[][] = program.instructions.map(() => []);
    for (const [index, instruction] of program.instructions.entries()) {
      if (instruction.op === "match") continue;
      const targets = instruction.op === "split" ? [instruction.first, instruction.second] : [instruction.next];
      for (const target of targets) sources[target]?.push(index);
    }
    this.#sources = sources.map((list) => Uint16Array.from(list));
  }

  /** The class of a character. All rows may be void after it. */
  idOf(codePoint: number): number {
    const id = this.alphabet.idOf(codePoint);
    if (id >= this.#stride) {
      this.#forget();
      this.#stride *= 2;
    }
    return id;
  }

  /** The state at the end of the text, or before a character that no instruction takes. All rows may be void after it. */
  stateBefore(classId: number): State {
    const known = this.#initial[classId];
    if (known?.generation === this.generation) return known;
    return (this.#initial[classId] = this.#intern(NONE, this.alphabet.classOf(classId).sides));
  }

  /** The row of a state that may be of an older generation. All rows may be void after it. */
  rowOf(state: State): number {
    return state.generation === this.generation ? state.row : this.#intern(state.live, state.sides).row;
  }

  stateOf(row: number): State {
    const state = this.#states[row / this.#stride];
    if (state === undefined) throw new RangeError(`there is no row ${row}`);
    return state;
  }

  /** Computes an entry of the table. All rows may be void after it. */
  fill(row: number, classId: number): void {
    const { generation } = this;
    const before = this.alphabet.classOf(classId);
    const { alive, live } = this.#closure(this.stateOf(row), before);
    const target = this.#intern(live, before.sides).row;
    const starts = alive[this.program.start] ?? 0;
    if (this.generation === generation) this.table[row + classId] = target * 2 + starts;
  }

  /**
   * The instruction where the preferred way from a living instruction leaves a position: a `char`, or the match.
   *
   * @param row the row at the position.
   * @param classId the class of the character before it.
   */
  exit(row: number, classId: number, from: number): number {
    let place = this.#places.get(row + classId);
    if (place === undefined) {
      const { alive } = this.#closure(this.stateOf(row), this.alphabet.classOf(classId));
      place = { alive, exits: new Uint16Array(alive.length) };
      if (this.#places.size === MAX_PLACES) this.#places.clear();
      this.#places.set(row + classId, place);
    }
    const known = place.exits[from] ?? 0;
    if (known > 0) return known - 1;
    const exit = this.#findExit(place.alive, from);
    place.exits[from] = exit + 1;
    return exit;
  }

  #intern(live: Uint16Array, sides: number): State {
    const key = `${sides} ${Buffer.from(live.buffer).toString("latin1")}`;
    const known = this.#byContent.get(key);
    if (known !== undefined) return known;
    if (this.#memory > MAX_MEMORY && this.#states.length > MIN_STATES) this.#forget();
    this.#memory += live.byteLength * 2 + this.#stride * 4 + STATE_OVERHEAD;
    const state: State = { live, sides, row: this.#states.length * this.#stride, generation: this.generation };
    this.#states.push(state);
    this.#byContent.set(key, state);
    if (state.row + this.#stride > this.table.length) this.#grow();
    return state;
  }

  #findExit(alive: Uint8Array, from: number): number {
    const seen = new Set<number>();
    const pending = [from];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (alive[at] !== 1 || seen.has(at)) continue;
      seen.add(at);
      const instruction = this.program.instructions[at];
      if (instruction?.op === "split") pending.push(instruction.second, instruction.first);
      else if (instruction?.op === "look") pending.push(instruction.next);
      else return at;
    }
    throw new Error("an instruction that leads to a match has a way to it");
  }

  /** What lives at a position, and of what takes the character before the position, what lives there. */
  #closure(state: State, before: CharClass): { alive: Uint8Array; live: Uint16Array } {
    const alive = new Uint8Array(this.program.instructions.length);
    const live: number[] = [];
    const pending = [MATCH, ...state.live];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (alive[at] === 1) continue;
      alive[at] = 1;
      for (const source of this.#sources[at] ?? NONE) {
        const instruction = this.program.instructions[source];
        if (instruction?.op === "char") {
          if (before.inSet[instruction.set] === true) live.push(source);
        } else if (instruction?.op !== "look" || holds(instruction.look, before.sides, state.sides)) {
          pending.push(source);
        }
      }
    }
    return { alive, live: Uint16Array.from(live).sort() };
  }

  /** A text made for it could need a new state at each position. */
  #forget(): void {
    this.generation++;
    this.#memory = 0;
    this.#states = [undefined];
    this.#byContent.clear();
    this.#places.clear();
    this.table = new Int32Array(0);
  }

  #grow(): void {
    const table = new Int32Array(Math.max(this.table.length * 2, FIRST_ROWS * this.#stride));
    table.set(this.table);
    this.table = table;
  }
}
