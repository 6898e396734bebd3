import { canBeEmpty, isAlwaysEmpty, type Node, type Repeat } from "./ast.ts";
import { type CharSet, sizeOf } from "./char-set.ts";
import { type Look, sidesOf } from "./look.ts";
import { PatternError } from "./pattern-error.ts";

/** One state of the nondeterministic automaton. */
export type Instruction =
  | { readonly op: "match" }
  /** Takes a character of the set, an index into {@link Program.sets}. */
  | { readonly op: "char"; readonly set: number; readonly next: number }
  | { readonly op: "look"; readonly look: Look; readonly next: number }
  /** Goes both ways, and prefers the first. */
  | { readonly op: "split"; readonly first: number; readonly second: number };

/** A pattern as an automaton by Thompson's construction. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly sets: readonly CharSet[];
  /** The bits of `Side` that any of its assertions looks at. */
  readonly sides: number;
}

/** The one `match` instruction stands first. */
export const MATCH = 0;

/**
 * The largest program, in the units of {@link sizeOf}: 5,000 ASCII characters. It keeps every step of a search short, and
 * is below what the regex crate accepts by default.
 */
const MAX_SIZE = 5_000;

/**
 * Compiles a pattern; counted repetitions are unrolled.
 *
 * @throws {PatternError} when the program would be too large.
 */
export function compileProgram(node: Node): Program {
  const compiler = new Compiler();
  const start = compiler.compile(node, MATCH);
  return { instructions: compiler.instructions, start, sets: compiler.sets, sides: compiler.sides };
}

/** Builds the program from its end: each node is given what follows it, and returns where it starts. */
class Compiler {
  readonly instructions: Instruction[] = [{ op: "match" }];
  readonly sets: CharSet[] = [];
  sides = 0;
  readonly #setIndexes = new Map<string, number>();
  #size = 0;
  /** Where the outermost repetition stands, to blame for the size. */
  #repetition: number | undefined;

  compile(node: Node, next: number): number {
    switch (node.kind) {
      case "set":
        return this.#emit({ op: "char", set: this.#setIndex(node.set), next }, sizeOf(node.set));
      case "look":
        this.sides |= sidesOf(node.look);
        return this.#emit({ op: "look", look: node.look, next });
      case "concat":
        return node.parts.reduceRight((following, part) => this.compile(part, following), next);
      case "alternate": {
        const starts = node.branches.map((branch) => this.compile(branch, next));
        return starts.reduceRight((second, first) => this.#emit({ op: "split", first, second }));
      }
      case "repeat": {
        const outermost = this.#repetition;
        this.#repetition ??= node.offset;
        const start = this.#repeat(node, next);
        this.#repetition = outermost;
        return start;
      }
    }
  }

  #repeat({ body, min, max, greedy }: Repeat, next: number): number {
    // Repeating what takes no character changes nothing; the regex crate relies on it too.
    const limit = isAlwaysEmpty(body) ? 1 : Infinity;
    const required = Math.min(min, limit);
    const allowed = Math.min(max, limit);
    let start = next;
    let copies = required;
    if (allowed === Infinity) {
      start = this.#loop(body, required > 0, greedy, next);
      copies = Math.max(required - 1, 0);
    } else {
      for (let count = required; count < allowed; count++)
        start = this.#choose(this.compile(body, start), next, greedy);
    }
    for (; copies > 0; copies--) start = this.compile(body, start);
    return start;
  }

  /**
   * `x*`, or `x+` when it is required. An `x` that can be empty makes `x*` into `(x+)?`: going round without taking a
   * character must not come before the ways out of it (rust-lang/regex issue 779).
   */
  #loop(body: Node, required: boolean, greedy: boolean, next: number): number {
    const choice = this.#emit({ op: "match" });
    const start = this.compile(body, choice);
    this.instructions[choice] = split(start, next, greedy);
    if (required) return start;
    return canBeEmpty(body) ? this.#choose(start, next, greedy) : choice;
  }

  #choose(body: number, next: number, greedy: boolean): number {
    return this.#emit(split(body, next, greedy));
  }

  #emit(instruction: Instruction, size = 1): number {
    this.#size += size;
    if (this.#size > MAX_SIZE)
      throw new PatternError("the pattern, with its repetitions unrolled, is too large", this.#repetition ?? 0);
    this.instructions.push(instruction);
    return this.instructions.length - 1;
  }

  #setIndex(set: CharSet): number {
    const key = JSON.stringify(set);
    let index = this.#setIndexes.get(key);
    if (index === undefined) {
      index = this.sets.push(set) - 1;
      this.#setIndexes.set(key, index);
    }
    return index;
  }
}

function split(body: number, next: number, greedy: boolean): Instruction {
  return greedy ? { op: "split", first: body, second: next } : { op: "split", first: next, second: body };
}
