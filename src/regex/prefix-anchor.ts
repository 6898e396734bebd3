import { type Anchor, type AsciiClass, frequencyOf, sourceOf } from "./anchor.ts";
import { isAscii } from "./char-set.ts";
import type { Instruction, Program } from "./program.ts";

type Take = Extract<Instruction, { op: "char" }>;

const MAX_DEPTH = 6;
const MAX_NODES = 30;
/** Rare enough: a deeper tree would only take longer to compile. */
const RARE = 0.0005;

/**
 * The first characters of every match: a tree of sets, as deep as it takes to be rare. It passes over assertions, and ends
 * at a character beyond ASCII.
 */
export function prefixAnchor(program: Program, classes: readonly AsciiClass[]): Anchor | undefined {
  const tree = new PrefixTree(program, classes);
  let best: Anchor | undefined;
  for (let depth = 1; depth <= MAX_DEPTH && (best === undefined || best.frequency > RARE); depth++) {
    const anchor = tree.anchor(depth);
    if (anchor === undefined) break;
    best = anchor;
  }
  return best;
}

/** What may come next at a set of instructions. */
interface PrefixNode {
  readonly branches: readonly { readonly chars: readonly number[]; readonly to: readonly number[] }[];
  readonly beyondAscii: boolean;
}

class PrefixTree {
  readonly #program: Program;
  readonly #classes: readonly AsciiClass[];
  readonly #nodes = new Map<string, PrefixNode | undefined>();
  #size = 0;

  constructor(program: Program, classes: readonly AsciiClass[]) {
    this.#program = program;
    this.#classes = classes;
  }

  /** The tree cut off at a depth; undefined when it is empty or too large. */
  anchor(depth: number): Anchor | undefined {
    this.#size = 0;
    const anchor = this.#build([this.#program.start], depth);
    return this.#size > MAX_NODES ? undefined : anchor;
  }

  #build(instructions: readonly number[], depth: number): Anchor | undefined {
    if (depth === 0 || this.#size > MAX_NODES) return undefined;
    const node = this.#nodeAt(instructions);
    if (node === undefined) return undefined;
    this.#size++;
    const charsByRest = new Map<string, number[]>();
    let frequency = 0;
    for (const { chars, to } of node.branches) {
      const rest = this.#build(to, depth - 1);
      const source = rest?.source ?? "";
      charsByRest.set(source, [...(charsByRest.get(source) ?? []), ...chars]);
      frequency += frequencyOf(chars) * (rest?.frequency ?? 1);
    }
    const sources = [...charsByRest].map(([rest, chars]) => sourceOf(chars, false) + rest);
    if (node.beyondAscii || sources.length === 0) sources.push(sourceOf([], node.beyondAscii));
    return { source: sources.length === 1 ? (sources[0] ?? "") : `(?:${sources.join("|")})`, frequency };
  }

  /** Undefined when a match may end here. */
  #nodeAt(instructions: readonly number[]): PrefixNode | undefined {
    const key = instructions.join();
    if (!this.#nodes.has(key)) this.#nodes.set(key, this.#createNode(instructions));
    return this.#nodes.get(key);
  }

  #createNode(instructions: readonly number[]): PrefixNode | undefined {
    const takes: Take[] = [];
    const reached = new Set(instructions);
    for (const at of reached) {
      const instruction = this.#program.instructions[at];
      if (instruction?.op === "split") reached.add(instruction.first).add(instruction.second);
      else if (instruction?.op === "look") reached.add(instruction.next);
      else if (instruction?.op === "char") takes.push(instruction);
      else return undefined;
    }
    const branches = new Map<string, { chars: number[]; to: number[] }>();
    for (const { inSet, chars } of this.#classes) {
      const to = takes.filter(({ set }) => inSet[set]).map(({ next }) => next);
      if (to.length === 0) continue;
      const branch = branches.get(to.join());
      if (branch === undefined) branches.set(to.join(), { chars: [...chars], to });
      else branch.chars.push(...chars);
    }
    const beyondAscii = !takes.every(({ set }) => isAscii(this.#program.sets[set]));
    return { branches: [...branches.values()], beyondAscii };
  }
}
