import type { CharClass } from "./alphabet.ts";
import { isAscii } from "./char-set.ts";
import { MATCH, type Program } from "./program.ts";

/** What a part of every match looks like. Other text may look like that, too. */
export interface Anchor {
  /** A JavaScript expression without repetitions, so that a search for it takes time linear in the text. */
  readonly source: string;
  /** About how often it is found per character of ordinary text. */
  readonly frequency: number;
}

/** The ASCII characters of one class. */
export interface AsciiClass {
  readonly inSet: CharClass["inSet"];
  readonly chars: readonly number[];
}

const BEYOND_ASCII = "\\x80-\\uffff";

/** The rarest set of characters of which every match holds one; undefined when none is rarer than the given frequency. */
export function requiredAnchor(
  program: Program,
  classes: readonly AsciiClass[],
  frequency: number,
): Anchor | undefined {
  const charsOf = program.sets.map((_, set) => classes.filter(({ inSet }) => inSet[set]).flatMap(({ chars }) => chars));
  let best: Anchor | undefined;
  let bestFrequency = frequency;
  for (const [index, set] of program.sets.entries()) {
    const chars = charsOf[index] ?? [];
    const ownFrequency = frequencyOf(chars);
    if (ownFrequency >= bestFrequency) continue;
    const held = new Set(chars);
    const isPart = program.sets.map(
      (part, other) => (isAscii(part) || !isAscii(set)) && (charsOf[other] ?? []).every((char) => held.has(char)),
    );
    if (matchesWithout(program, isPart)) continue;
    best = { source: sourceOf(chars, !isAscii(set)), frequency: ownFrequency };
    bestFrequency = ownFrequency;
  }
  return best;
}

/** Whether there is a way to the match that takes no character of the given sets. */
function matchesWithout(program: Program, excluded: readonly boolean[]): boolean {
  const reached = new Set([program.start]);
  for (const at of reached) {
    const instruction = program.instructions[at];
    if (instruction?.op === "split") reached.add(instruction.first).add(instruction.second);
    else if (instruction?.op === "look") reached.add(instruction.next);
    else if (instruction?.op === "char" && excluded[instruction.set] !== true) reached.add(instruction.next);
  }
  return reached.has(MATCH);
}

/** A JavaScript class of the given characters, and all beyond ASCII where it says so. */
export function sourceOf(chars: readonly number[], beyondAscii: boolean): string {
  const escapes = chars.map((char) => `\\x${char.toString(16).padStart(2, "0")}`);
  return `[${escapes.join("")}${beyondAscii ? BEYOND_ASCII : ""}]`;
}

/** About how often one of the characters comes in ordinary text, from 0 to 1. */
export function frequencyOf(chars: readonly number[]): number {
  return chars.reduce((sum, char) => sum + charFrequency(String.fromCharCode(char)), 0);
}

/** Rough: prose, logs and JSON differ. */
function charFrequency(char: string): number {
  if (char === " ") return 0.15;
  if (/[a-z]/.test(char)) return 0.03;
  if (/[0-9.,:"\n/_-]/.test(char)) return 0.01;
  return 0.003;
}
