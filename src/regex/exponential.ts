import { contains } from "./char-set.ts";
import { DEFAULT_FLAGS } from "./flags.ts";
import { compilePattern, PatternError } from "./index.ts";
import { parsePattern } from "./parse.ts";
import { compileProgram, type Program } from "./program.ts";

/**
 * A text without a match on which a backtracking engine, such as Python's or JavaScript's, takes time exponential in how often
 * the middle part is repeated.
 */
export interface ExponentialText {
  readonly prefix: string;
  readonly repeated: string;
  readonly suffix: string;
}

/** Steps until the search gives up: patterns that people write take a few thousand. */
const MAX_STEPS = 100_000;
/** Characters of which every set of a pattern is to hold one; beyond ASCII, a letter, an ideograph and an emoji. */
const SAMPLES = [...Array.from({ length: 95 }, (_, at) => 0x20 + at), 0x09, 0x0a, 0x0d, 0xe9, 0x4e2d, 0x1f600];
/** What a match may end at, or not. */
const SUFFIXES = ["", "!", "\u0000", "\n\u0000", " ", "a", "0", "é"];
const REPEATS = 3;

/**
 * Finds a text on which a pattern takes exponential time, by two ways through the pattern that take the same characters from a
 * place back to it (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991). The text is proven not to match.
 *
 * Undefined where there is none, and where it can't be told: the pattern is too large, or has what the crate `regex` does not
 * have, such as lookaround.
 */
export function findExponential(source: string): ExponentialText | undefined {
  try {
    const program = compileProgram(parsePattern(source.toWellFormed(), DEFAULT_FLAGS));
    return new Search(program).find(compilePattern(source));
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** Which characters may come next, and over how many ways without a character between: 2 stands for more. */
type Followers = ReadonlyMap<number, number>;

/** A pair of places that are reached over the same characters, and the pair before it. */
interface Pair {
  readonly left: number;
  readonly right: number;
  readonly sample: number;
  readonly before: Pair | undefined;
}

class Search {
  readonly #program: Program;
  readonly #followers = new Map<number, Followers>();
  readonly #samples = new Map<number, readonly number[]>();
  #steps = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  find(pattern: { test(text: string): boolean }): ExponentialText | undefined {
    const prefixes = this.#prefixes();
    for (const [place, prefix] of prefixes) {
      if (this.#steps > MAX_STEPS) return undefined;
      const repeated = this.#ambiguousWayBack(place);
      if (repeated === undefined) continue;
      const suffix = SUFFIXES.find((end) => !pattern.test(prefix + repeated.repeat(REPEATS) + end));
      if (suffix !== undefined) return { prefix, repeated, suffix };
    }
    return undefined;
  }

  /** Every place that takes a character, with a text that leads there and past it. */
  #prefixes(): ReadonlyMap<number, string> {
    const found = new Map<number, string>();
    const queue = [...this.#closure(this.#program.start).keys()].map((place) => ({ place, before: "" }));
    for (const { place, before } of queue) {
      const [sample] = this.#samplesOf(place);
      if (found.has(place) || sample === undefined) continue;
      const text = before + String.fromCodePoint(sample);
      found.set(place, text);
      for (const next of this.#followersOf(place).keys()) queue.push({ place: next, before: text });
    }
    return found;
  }

  /** The characters of a way from a place back to it that can be gone in two ways. */
  #ambiguousWayBack(place: number): string | undefined {
    const seen = new Set<string>();
    const queue: Pair[] = [];
    const open = (left: number, right: number, before: Pair | undefined): Pair | undefined => {
      this.#steps++;
      const key = left < right ? `${left} ${right}` : `${right} ${left}`;
      const sample = seen.has(key) ? undefined : this.#commonSample(left, right);
      if (sample === undefined) return undefined;
      seen.add(key);
      const pair = { left, right, sample, before };
      queue.push(pair);
      return pair;
    };
    const starts = [...this.#followersOf(place)];
    for (const [index, [left, ways]] of starts.entries()) {
      if (ways > 1) open(left, left, undefined);
      if (this.#steps > MAX_STEPS) return undefined;
      for (const [right] of starts.slice(index + 1)) open(left, right, undefined);
    }
    for (const pair of queue) {
      if (pair.left === place && pair.right === place) return textOf(pair);
      for (const left of this.#followersOf(pair.left).keys()) {
        if (this.#steps > MAX_STEPS) return undefined;
        for (const right of this.#followersOf(pair.right).keys()) open(left, right, pair);
      }
    }
    return undefined;
  }

  #followersOf(place: number): Followers {
    let followers = this.#followers.get(place);
    if (followers === undefined) {
      const instruction = this.#program.instructions[place];
      followers = instruction?.op === "char" ? this.#closure(instruction.next) : new Map<number, number>();
      this.#followers.set(place, followers);
    }
    return followers;
  }

  /** The characters that may come next. A way goes over each edge once: a loop is not repeated without a character. */
  #closure(start: number): Followers {
    const found = new Map<number, number>();
    const gone = new Set<string>();
    const go = (at: number): void => {
      const instruction = this.#program.instructions[at];
      if (++this.#steps > MAX_STEPS || instruction === undefined) return;
      if (instruction.op === "char") found.set(at, Math.min(2, (found.get(at) ?? 0) + 1));
      else if (instruction.op === "look") go(instruction.next);
      else if (instruction.op === "split") {
        for (const next of new Set([instruction.first, instruction.second])) {
          const edge = `${at} ${next}`;
          if (gone.has(edge)) continue;
          gone.add(edge);
          go(next);
          gone.delete(edge);
        }
      }
    };
    go(start);
    return found;
  }

  #commonSample(left: number, right: number): number | undefined {
    const others = new Set(this.#samplesOf(right));
    return this.#samplesOf(left).find((sample) => others.has(sample));
  }

  #samplesOf(place: number): readonly number[] {
    const instruction = this.#program.instructions[place];
    if (instruction?.op !== "char") return [];
    let samples = this.#samples.get(instruction.set);
    if (samples === undefined) {
      const set = this.#program.sets[instruction.set];
      samples = SAMPLES.filter((sample) => set !== undefined && contains(set, sample));
      this.#samples.set(instruction.set, samples);
    }
    return samples;
  }
}

function textOf(last: Pair): string {
  const samples: number[] = [];
  for (let pair: Pair | undefined = last; pair !== undefined; pair = pair.before) samples.unshift(pair.sample);
  return String.fromCodePoint(...samples);
}
