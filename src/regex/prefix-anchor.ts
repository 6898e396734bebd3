import { type Anchor, type AnchorSets, frequencyOf, sourceOf } from "./anchor.ts";
import { ASCII_WORD, contains } from "./char-set.ts";
import { ALL_KINDS, WORD_KINDS } from "./kind.ts";
import { Side } from "./look.ts";
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
export function prefixAnchor(sets: AnchorSets): Anchor | undefined {
  const tree = new PrefixTree(sets);
  let best: Anchor | undefined;
  for (let depth = 1; depth <= MAX_DEPTH && (best === undefined || best.frequency > RARE); depth++) {
    const anchor = tree.anchor(depth);
    if (anchor === undefined) break;
    best = anchor;
  }
  return best;
}

/** Whether no match begins behind a word character of ASCII. */
export function beginsWord({ program, classes, kinds }: AnchorSets): boolean {
  const first = program.instructions[program.start];
  if (first?.op !== "look" || !("word" in first.look)) return false;
  const { at, word } = first.look;
  if (at === "word-start" || at === "word-start-half") return true;
  const wordKinds = word === Side.word ? WORD_KINDS : 0;
  const isOfWords = program.sets.map(
    (_, set) =>
      ((kinds[set] ?? ALL_KINDS) & ~wordKinds) === 0 &&
      classes.every(({ inSet, chars }) => inSet[set] !== true || chars.every((char) => contains(ASCII_WORD, char))),
  );
  return at === "boundary" && firstTakes(program, [first.next])?.every(({ set }) => isOfWords[set]) === true;
}

/** What may come next at a set of instructions. */
interface PrefixNode {
  readonly branches: readonly { readonly chars: readonly number[]; readonly to: readonly number[] }[];
  /** Kinds of characters beyond ASCII. */
  readonly kinds: number;
}

class PrefixTree {
  readonly #sets: AnchorSets;
  readonly #nodes = new Map<string, PrefixNode | undefined>();
  #size = 0;

  constructor(sets: AnchorSets) {
    this.#sets = sets;
  }

  /** The tree cut off at a depth; undefined when it is empty or too large. */
  anchor(depth: number): Anchor | undefined {
    this.#size = 0;
    const anchor = this.#build([this.#sets.program.start], depth);
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
    const sources = [...charsByRest].map(([rest, chars]) => sourceOf(chars, 0) + rest);
    if (node.kinds !== 0 || sources.length === 0) sources.push(sourceOf([], node.kinds));
    return { source: sources.length === 1 ? (sources[0] ?? "") : `(?:${sources.join("|")})`, frequency };
  }

  /** Undefined when a match may end here. */
  #nodeAt(instructions: readonly number[]): PrefixNode | undefined {
    const key = instructions.join();
    if (!this.#nodes.has(key)) this.#nodes.set(key, this.#createNode(instructions));
    return this.#nodes.get(key);
  }

  #createNode(instructions: readonly number[]): PrefixNode | undefined {
    const { program, classes, kinds } = this.#sets;
    const takes = firstTakes(program, instructions);
    if (takes === undefined) return undefined;
    const branches = new Map<string, { chars: number[]; to: number[] }>();
    for (const { inSet, chars } of classes) {
      const to = takes.filter(({ set }) => inSet[set]).map(({ next }) => next);
      if (to.length === 0) continue;
      const branch = branches.get(to.join());
      if (branch === undefined) branches.set(to.join(), { chars: [...chars], to });
      else branch.chars.push(...chars);
    }
    const beyondAscii = takes.reduce((union, { set }) => union | (kinds[set] ?? ALL_KINDS), 0);
    return { branches: [...branches.values()], kinds: beyondAscii };
  }
}

/** What may take the first character from a set of instructions on; undefined when a match may end there. */
function firstTakes({ instructions }: Program, from: readonly number[]): readonly Take[] | undefined {
  const takes: Take[] = [];
  const reached = new Set(from);
  for (const at of reached) {
    const instruction = instructions[at];
    if (instruction?.op === "split") reached.add(instruction.first).add(instruction.second);
    else if (instruction?.op === "look") reached.add(instruction.next);
    else if (instruction?.op === "char") takes.push(instruction);
    else return undefined;
  }
  return takes;
}
