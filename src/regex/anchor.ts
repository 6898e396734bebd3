import type { CharClass } from "./alphabet.ts";
import { ALL_KINDS, Kind, kindsOf, SPACE_MEMBERS } from "./kind.ts";
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

/** What an anchor is made of: a pattern's program, and its sets as far as anchors tell characters apart. */
export interface AnchorSets {
  readonly program: Program;
  readonly classes: readonly AsciiClass[];
  /** For each of the program's sets, the kinds of characters beyond ASCII that it may hold in the texts to be searched. */
  readonly kinds: readonly number[];
}

/** @param possibleKinds the kinds of characters beyond ASCII that the texts may have. */
export function anchorSets(program: Program, classes: readonly AsciiClass[], possibleKinds: number): AnchorSets {
  return { program, classes, kinds: program.sets.map((set) => (kindsOf(set) ?? ALL_KINDS) & possibleKinds) };
}

/** The rarest set of characters of which every match holds one; undefined when none is rarer than the given frequency. */
export function requiredAnchor({ program, classes, kinds }: AnchorSets, frequency: number): Anchor | undefined {
  const charsOf = program.sets.map((_, set) => classes.filter(({ inSet }) => inSet[set]).flatMap(({ chars }) => chars));
  let best: Anchor | undefined;
  let bestFrequency = frequency;
  for (const [index, chars] of charsOf.entries()) {
    const ownKinds = kinds[index] ?? ALL_KINDS;
    const ownFrequency = frequencyOf(chars);
    if (ownFrequency >= bestFrequency) continue;
    const held = new Set(chars);
    const isPart = charsOf.map(
      (part, other) => ((kinds[other] ?? ALL_KINDS) & ~ownKinds) === 0 && part.every((char) => held.has(char)),
    );
    if (matchesWithout(program, isPart)) continue;
    best = { source: sourceOf(chars, ownKinds), frequency: ownFrequency };
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

const BEYOND_ASCII = "\\x80-\\uffff";

/** A JavaScript class of the given characters and, at least, of the given kinds. */
export function sourceOf(chars: readonly number[], kinds: number): string {
  const pieces = chars.map((char) => `\\x${char.toString(16).padStart(2, "0")}`);
  if ((kinds & (Kind.digit | Kind.word | Kind.other)) !== 0) pieces.push(BEYOND_ASCII);
  if ((kinds & Kind.space) !== 0) pieces.push(SPACE_MEMBERS);
  if ((kinds & Kind.longS) !== 0) pieces.push("\\u017f");
  if ((kinds & Kind.kelvinSign) !== 0) pieces.push("\\u212a");
  return `[${pieces.join("")}]`;
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
