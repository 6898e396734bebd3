import { canBeEmpty, type Node, type Repeat, setsOf } from "./ast.ts";
import { ASCII_WORD, type CharSet, contains, not, ranges } from "./char-set.ts";
import { Kind, kindsOf, SPACE_MEMBERS, WORD_KINDS } from "./kind.ts";
import { type Look, Side } from "./look.ts";

/**
 * Whether a JavaScript expression can have the same matches, and prefer the same ones. The languages differ where
 * something that can be empty is repeated, or is a match. What is repeated without a limit has to be one character:
 * JavaScript's engine remembers each round of anything else, and its memory for that is limited.
 */
export function isSpellable(node: Node): boolean {
  return !canBeEmpty(node) && repeatsSpellably(node);
}

/** The expression for texts of ASCII characters alone, without flags. */
export function spellAscii(node: Node): string {
  return spell(node, { set: asciiSet, look: asciiLook });
}

/**
 * The expression for all texts, with the flag `u`; undefined when not all sets can be spelled, as when one tells
 * characters of one kind apart.
 */
export function spellUnicode(node: Node): string | undefined {
  return setsOf(node).every(canSpell) ? spell(node, { set: unicodeSet, look: unicodeLook }) : undefined;
}

const ASCII = 128;

/** How the parts of a pattern are spelled. */
export interface Spelling {
  readonly set: (set: CharSet) => string;
  readonly look: (look: Look) => string;
}

function repeatsSpellably(node: Node): boolean {
  switch (node.kind) {
    case "set":
    case "look":
      return true;
    case "concat":
      return node.parts.every(repeatsSpellably);
    case "alternate":
      return node.branches.every(repeatsSpellably);
    case "repeat":
      if (node.max === Infinity) return node.body.kind === "set";
      return !canBeEmpty(node.body) && repeatsSpellably(node.body);
  }
}

export function spell(node: Node, spelling: Spelling): string {
  switch (node.kind) {
    case "set":
      return spelling.set(node.set);
    case "look":
      return spelling.look(node.look);
    case "concat":
      return node.parts.map((part) => spell(part, spelling)).join("");
    case "alternate":
      return `(?:${node.branches.map((branch) => spell(branch, spelling)).join("|")})`;
    case "repeat":
      return repeat(node, `(?:${spell(node.body, spelling)})`);
  }
}

/** `x{2,}` is `x{2}x*`: the engine remembers each round that it counts. */
function repeat({ min, max, greedy }: Repeat, body: string): string {
  const lazy = greedy ? "" : "?";
  if (max !== Infinity) return `${body}{${min},${max}}${lazy}`;
  return `${min === 0 ? "" : `${body}{${min}}`}${body}*${lazy}`;
}

const DIGITS = ranges("09");
const DIGIT = "\\p{gc=Nd}";
const WORD = "\\p{Alphabetic}\\p{gc=M}\\p{gc=Nd}\\p{gc=Pc}\\p{Join_Control}";
const OF_ASCII_WORD = "0-9A-Z_a-z";

function asciiSet(set: CharSet): string {
  return `[${asciiMembers(set)}]`;
}

function unicodeSet(set: CharSet): string {
  const members = unicodeMembers(set);
  return members === undefined ? `[^${unicodeMembers(not(set)) ?? ""}]` : `[${members}]`;
}

function canSpell(set: CharSet): boolean {
  return (unicodeMembers(set) ?? unicodeMembers(not(set))) !== undefined;
}

/**
 * What a set holds, for use in a class with the flag `u`; undefined where it can't be said, or only of what the set
 * doesn't hold. The flag `v` would allow for more, but `[^]{2}` takes three code units of a text with it in V8 11.3.
 */
function unicodeMembers(set: CharSet): string | undefined {
  const kinds = kindsOf(set);
  if (kinds === undefined || (kinds & Kind.other) !== 0) return undefined;
  const pieces = [asciiMembers(set)];
  if ((kinds & Kind.space) !== 0) pieces.push(SPACE_MEMBERS);
  if ((kinds & Kind.word) !== 0) {
    const hasAllOfWord = (kinds & WORD_KINDS) === WORD_KINDS && holdsAll(set, ASCII_WORD);
    return hasAllOfWord ? pieces.join("") + WORD : undefined;
  }
  if ((kinds & Kind.digit) !== 0) {
    if (!holdsAll(set, DIGITS)) return undefined;
    pieces.push(DIGIT);
  }
  if ((kinds & Kind.longS) !== 0) pieces.push("\\u017f");
  if ((kinds & Kind.kelvinSign) !== 0) pieces.push("\\u212a");
  return pieces.join("");
}

function holdsAll(set: CharSet, asciiSubset: CharSet): boolean {
  for (let char = 0; char < ASCII; char++) if (contains(asciiSubset, char) && !contains(set, char)) return false;
  return true;
}

/** The ASCII characters that a set holds, for use in a class. */
function asciiMembers(set: CharSet): string {
  const pieces: string[] = [];
  for (let first = 0; first < ASCII; first++) {
    if (!contains(set, first)) continue;
    let last = first;
    while (last < ASCII - 1 && contains(set, last + 1)) last++;
    pieces.push(last === first ? escape(first) : `${escape(first)}-${escape(last)}`);
    first = last;
  }
  return pieces.join("");
}

function escape(char: number): string {
  return `\\x${char.toString(16).padStart(2, "0")}`;
}

function asciiLook(look: Look): string {
  if (look.at === "boundary") return "\\b";
  if (look.at === "not-boundary") return "\\B";
  return spellLook(look, OF_ASCII_WORD);
}

function unicodeLook(look: Look): string {
  return spellLook(look, "word" in look && look.word === Side.word ? WORD : OF_ASCII_WORD);
}

/** An assertion, given what stands in a class of word characters. */
function spellLook({ at }: Look, word: string): string {
  switch (at) {
    case "text-start":
      return "^";
    case "text-end":
      return "$";
    case "line-start":
      return "(?<![^\\n])";
    case "line-end":
      return "(?![^\\n])";
    case "crlf-line-start":
      return "(?:(?<![^\\n])|(?<=\\r)(?!\\n))";
    case "crlf-line-end":
      return "(?:(?![^\\r])|(?<!\\r)(?=\\n))";
    case "boundary":
      return `(?:(?<![${word}])(?=[${word}])|(?<=[${word}])(?![${word}]))`;
    case "not-boundary":
      return `(?:(?<![${word}])(?![${word}])|(?<=[${word}])(?=[${word}]))`;
    case "word-start":
      return `(?<![${word}])(?=[${word}])`;
    case "word-end":
      return `(?<=[${word}])(?![${word}])`;
    case "word-start-half":
      return `(?<![${word}])`;
    case "word-end-half":
      return `(?![${word}])`;
  }
}
