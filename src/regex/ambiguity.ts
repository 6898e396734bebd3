import type { CharClass } from "./alphabet.ts";
import { holds, Side } from "./look.ts";
import type { Program } from "./program.ts";
import { classesOf } from "./ways.ts";

/**
 * What a backtracking engine spends on a text at most:
 * - `text`: time linear in the text, for all starts together;
 * - `start`: time linear in what follows, for each start;
 * - `unknown`: more, or too much to tell.
 */
export type Cost = "text" | "start" | "unknown";

/** The most instructions that are looked at for one character, and so a bound for what one costs from one start. */
const MAX_STEPS = 100;
const MAX_PLACES = 200;

/** Where all the ways lead that an engine may try from one start, after the same characters. */
interface Place {
  /** How many ways lead to an instruction. */
  readonly ways: ReadonlyMap<number, number>;
  /** What an assertion sees before it. */
  readonly sides: number;
  /** By class of characters, the place after one; undefined where all ways end. */
  readonly next: (number | undefined)[];
}

/**
 * Tells what a backtracking engine spends on a program without empty repetitions. All the ways it may try from one
 * start are followed together, and counted: if there are only so many places to come to, then there are only so many
 * ways at each character. And only so many starts have ways to a character unless one that begins inside of a loop
 * comes to where the loop is, by the characters of the loop (Weber and Seidl, "On the degree of ambiguity of finite
 * automata", 1991).
 *
 * It is right for ASCII texts; for all texts if the program's sets keep kinds of characters together.
 */
export function costOf(program: Program): Cost {
  const classes = classesOf(program);
  const starts = new Set([Side.edge & program.sides, ...classes.map(({ sides }) => sides)]);
  const places = new Exploration(program, classes).explore(starts);
  if (places === undefined) return "unknown";
  return meetsItself(places, classes) ? "start" : "text";
}

/** An instruction that takes a character, and how many ways lead to it. */
interface Take {
  readonly set: number;
  readonly next: number;
  readonly ways: number;
}

class Exploration {
  readonly #program: Program;
  readonly #classes: readonly CharClass[];
  readonly #places: Place[] = [];
  readonly #known = new Map<string, number>();
  #steps = 0;

  constructor(program: Program, classes: readonly CharClass[]) {
    this.#program = program;
    this.#classes = classes;
  }

  /** All places that starts after the given sides lead to, these first; undefined if there are too many. */
  explore(starts: Iterable<number>): readonly Place[] | undefined {
    for (const sides of starts) this.#indexOf(new Map([[this.#program.start, 1]]), sides);
    for (const place of this.#places) {
      const takesBySides = new Map<number, readonly Take[]>();
      for (const after of this.#classes) {
        const takes = takesBySides.get(after.sides) ?? this.#takesOf(place, after.sides);
        if (takes === undefined || this.#places.length > MAX_PLACES) return undefined;
        takesBySides.set(after.sides, takes);
        const ways = waysAfter(takes, after);
        place.next.push(ways && this.#indexOf(ways, after.sides));
      }
    }
    return this.#places;
  }

  #indexOf(ways: ReadonlyMap<number, number>, sides: number): number {
    const key = `${sides} ${[...ways].sort(([a], [b]) => a - b).join(" ")}`;
    let index = this.#known.get(key);
    if (index === undefined) {
      index = this.#places.push({ ways, sides, next: [] }) - 1;
      this.#known.set(key, index);
    }
    return index;
  }

  /** The ways on from a place, as far as the next character, if it is of the given sides; undefined if they are too many. */
  #takesOf(place: Place, sidesAfter: number): readonly Take[] | undefined {
    const takes: Take[] = [];
    const follow = (at: number, ways: number): void => {
      this.#steps += ways;
      const instruction = this.#program.instructions[at];
      if (this.#steps > MAX_STEPS || instruction === undefined) return;
      if (instruction.op === "split") {
        follow(instruction.first, ways);
        follow(instruction.second, ways);
      } else if (instruction.op === "look") {
        if (holds(instruction.look, place.sides, sidesAfter)) follow(instruction.next, ways);
      } else if (instruction.op === "char") {
        takes.push({ set: instruction.set, next: instruction.next, ways });
      }
    };
    this.#steps = 0;
    for (const [at, ways] of place.ways) follow(at, ways);
    return this.#steps > MAX_STEPS ? undefined : takes;
  }
}

function waysAfter(takes: readonly Take[], { inSet }: CharClass): ReadonlyMap<number, number> | undefined {
  let taken: Map<number, number> | undefined;
  for (const { set, next, ways } of takes) {
    if (inSet[set] === true) (taken ??= new Map<number, number>()).set(next, (taken.get(next) ?? 0) + ways);
  }
  return taken;
}

/** Whether a start inside of a loop can lead to where the loop is. */
function meetsItself(places: readonly Place[], classes: readonly CharClass[]): boolean {
  const startAfter = (sides: number): number => places.findIndex((place) => place.sides === sides);
  return loopsOf(places).some((loop) => {
    const pairs = new Map<string, readonly [inner: number, outer: number]>();
    const open = (inner: number | undefined, outer: number | undefined): void => {
      if (inner !== undefined && outer !== undefined && loop.has(outer)) pairs.set(`${inner} ${outer}`, [inner, outer]);
    };
    for (const outer of loop) {
      for (const [index, { sides }] of classes.entries()) open(startAfter(sides), places[outer]?.next[index]);
    }
    for (const [inner, outer] of pairs.values()) {
      if (inner === outer) return true;
      for (const index of classes.keys()) open(places[inner]?.next[index], places[outer]?.next[index]);
    }
    return false;
  });
}

/** The sets of places that lead to each other. */
function loopsOf(places: readonly Place[]): ReadonlySet<number>[] {
  const next = places.map((place) => new Set(place.next.filter((to) => to !== undefined)));
  const previous = places.map(() => new Set<number>());
  for (const [from, targets] of next.entries()) for (const to of targets) previous[to]?.add(from);
  const loops: ReadonlySet<number>[] = [];
  for (const at of places.keys()) {
    if (loops.some((loop) => loop.has(at))) continue;
    const before = reachedFrom(at, previous);
    const loop = new Set([...reachedFrom(at, next)].filter((other) => before.has(other)));
    if (loop.size > 0) loops.push(loop);
  }
  return loops;
}

/** The places that one or more steps lead to. */
function reachedFrom(start: number, steps: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const reached = new Set(steps[start]);
  for (const at of reached) for (const to of steps[at] ?? []) reached.add(to);
  return reached;
}
