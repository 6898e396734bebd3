import { Alphabet, type CharClass } from "./alphabet.ts";
import { KIND_SAMPLES } from "./kind.ts";
import type { Instruction, Program } from "./program.ts";

const ASCII = 128;
/** In a larger program it would take too long to compare what may come next. */
const MAX_INSTRUCTIONS = 500;

/**
 * The classes of characters that a program tells apart: all there are in ASCII texts, and in all texts if its sets keep
 * kinds of characters together.
 */
export function classesOf(program: Program): readonly CharClass[] {
  const alphabet = new Alphabet(program.sets, program.sides);
  const ids = new Set<number>();
  for (let char = 0; char < ASCII; char++) ids.add(alphabet.idOf(char));
  for (const [, sample] of KIND_SAMPLES) ids.add(alphabet.idOf(sample));
  return [...ids].map((id) => alphabet.classOf(id));
}

/**
 * How many ways a backtracking engine may go from one start at most, in a text of a given length; Infinity where it
 * takes too long to tell. Of two ways that go on with different characters it goes only one. It is right for programs
 * in which only single characters are repeated without a limit.
 */
export function countWays(program: Program, length: number): number {
  return program.instructions.length > MAX_INSTRUCTIONS ? Infinity : new Counter(program, length).count(program.start);
}

class Counter {
  readonly #instructions: readonly Instruction[];
  readonly #classes: readonly CharClass[];
  readonly #length: number;
  readonly #counts = new Map<number, number>();

  constructor(program: Program, length: number) {
    this.#instructions = program.instructions;
    this.#classes = classesOf(program);
    this.#length = length;
  }

  /** The ways from an instruction on. */
  count(at: number): number {
    let ways = this.#counts.get(at);
    if (ways === undefined) {
      const instruction = this.#instructions[at];
      if (instruction === undefined || instruction.op === "match") ways = 1;
      else if (instruction.op === "split") ways = this.#countBoth(at, instruction.first, instruction.second);
      else ways = this.count(instruction.next);
      this.#counts.set(at, ways);
    }
    return ways;
  }

  #countBoth(split: number, first: number, second: number): number {
    const areApart = this.#areApart(first, second);
    if (this.#returns(first, split)) return this.count(second) * (areApart ? 1 : this.#length + 1);
    if (this.#returns(second, split)) return this.count(first) * (areApart ? 1 : this.#length + 1);
    return areApart ? Math.max(this.count(first), this.count(second)) : this.count(first) + this.count(second);
  }

  /** Whether an instruction is the body of a split's loop. */
  #returns(at: number, split: number): boolean {
    const instruction = this.#instructions[at];
    return instruction?.op === "char" && instruction.next === split;
  }

  #areApart(left: number, right: number): boolean {
    const [leftSets, rightSets] = [this.#firstSets(left), this.#firstSets(right)];
    return !this.#classes.some(
      ({ inSet }) => leftSets.some((set) => inSet[set] === true) && rightSets.some((set) => inSet[set] === true),
    );
  }

  #firstSets(start: number): readonly number[] {
    const reached = new Set([start]);
    const sets = new Set<number>();
    for (const at of reached) {
      const instruction = this.#instructions[at];
      if (instruction?.op === "split") reached.add(instruction.first).add(instruction.second);
      else if (instruction?.op === "look") reached.add(instruction.next);
      else if (instruction?.op === "char") sets.add(instruction.set);
    }
    return [...sets];
  }
}
