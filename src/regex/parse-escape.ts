import { ASCII_WORD, type CharSet, DIGIT, fold, not, properties, ranges, SPACE, WORD } from "./char-set.ts";
import type { Cursor } from "./cursor.ts";
import type { Flags } from "./flags.ts";
import { type Look, Side, type WordLook } from "./look.ts";
import { resolveProperty } from "./unicode-property.ts";

/** What an escape stands for. */
export type Escape =
  | { readonly kind: "literal"; readonly codePoint: number }
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "look"; readonly look: Look };

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ["a", 0x07],
  ["f", 0x0c],
  ["t", 0x09],
  ["n", 0x0a],
  ["r", 0x0d],
  ["v", 0x0b],
]);

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

const ASCII_NEITHER_LETTER_NOR_DIGIT = /^[^0-9A-Za-z\u0080-\u{10ffff}]$/u;

/** Reads an escape; the cursor stands on the backslash. */
export function parseEscape(cursor: Cursor, flags: Flags): Escape {
  const start = cursor.offset;
  if (!cursor.bump()) throw cursor.error("the pattern ends inside an escape", start);
  const char = cursor.char;
  if (HEX_DIGITS.has(char)) return { kind: "literal", codePoint: parseHex(cursor, flags, start) };
  if (char === "p" || char === "P") return { kind: "set", set: parseProperty(cursor, flags, start) };
  cursor.bump();
  const control = CONTROLS.get(char);
  if (control !== undefined) return { kind: "literal", codePoint: control };
  const word = flags.unicode ? Side.word : Side.asciiWord;
  switch (char) {
    case "d":
    case "s":
    case "w":
    case "D":
    case "S":
    case "W":
      return { kind: "set", set: perlClass(char, cursor, flags, start) };
    case "A":
      return { kind: "look", look: { at: "text-start" } };
    case "z":
      return { kind: "look", look: { at: "text-end" } };
    case "b":
      return { kind: "look", look: { at: parseBoundary(cursor, start), word } };
    case "B":
      return { kind: "look", look: { at: "not-boundary", word } };
    case "<":
      return { kind: "look", look: { at: "word-start", word } };
    case ">":
      return { kind: "look", look: { at: "word-end", word } };
  }
  if (ASCII_NEITHER_LETTER_NOR_DIGIT.test(char)) return { kind: "literal", codePoint: char.charCodeAt(0) };
  if (/^[0-9]$/.test(char)) throw cursor.error("backreferences are not supported", start);
  throw cursor.error(`unknown escape '\\${char}'`, start);
}

function perlClass(char: string, cursor: Cursor, flags: Flags, start: number): CharSet {
  const negated = char < "a";
  if (negated && !flags.unicode)
    throw cursor.error(`'\\${char}' needs the flag u: without it, it could match half a character`, start);
  const set = perlSet(char.toLowerCase(), flags.unicode);
  return negated ? not(set) : set;
}

function perlSet(char: string, unicode: boolean): CharSet {
  switch (char) {
    case "d":
      return unicode ? DIGIT : ranges("09");
    case "s":
      return unicode ? SPACE : ranges("\t\r", " ");
    default:
      return unicode ? WORD : ASCII_WORD;
  }
}

const BOUNDARIES: ReadonlyMap<string, WordLook> = new Map([
  ["start", "word-start"],
  ["end", "word-end"],
  ["start-half", "word-start-half"],
  ["end-half", "word-end-half"],
]);

/** What `\b` means, which may have a name in braces after it. Braces that begin otherwise are a repetition's. */
function parseBoundary(cursor: Cursor, start: number): WordLook {
  const brace = cursor.offset;
  if (!cursor.is("{")) return "boundary";
  if (!cursor.bumpAndSpace()) throw cursor.error("the pattern ends inside '\\b{'", start);
  const nameStart = cursor.offset;
  let name = "";
  for (; /^[A-Za-z-]$/.test(cursor.char); cursor.bumpAndSpace()) name += cursor.char;
  if (name === "") {
    cursor.offset = brace;
    return "boundary";
  }
  if (!cursor.is("}")) throw cursor.error("the name of a word boundary is not closed", brace);
  const look = BOUNDARIES.get(name);
  if (look === undefined) throw cursor.error(`unknown word boundary '${name}'`, nameStart);
  cursor.bump();
  return look;
}

/** Reads `x41`, `u0041`, `U00000041` or any of the three letters before `{41}`. */
function parseHex(cursor: Cursor, flags: Flags, start: number): number {
  const width = HEX_DIGITS.get(cursor.char) ?? 0;
  if (!cursor.bumpAndSpace()) throw cursor.error("the pattern ends inside an escape", start);
  const braced = cursor.is("{");
  if (braced) cursor.bumpAndSpace();
  let digits = "";
  while (braced ? !cursor.is("}") : digits.length < width) {
    if (cursor.done) throw cursor.error("the pattern ends inside an escape", start);
    if (!/^[0-9A-Fa-f]$/.test(cursor.char)) throw cursor.error(`'${cursor.char}' is not a hexadecimal digit`);
    digits += cursor.char;
    cursor.bumpAndSpace();
  }
  if (braced) cursor.bumpAndSpace();
  const codePoint = Number.parseInt(digits, 16);
  if (digits === "") throw cursor.error("the escape has no digits", start);
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
    throw cursor.error(`U+${digits.toUpperCase()} is not a character`, start);
  }
  if (!flags.unicode && !braced && width === 2 && codePoint > 0x7f) {
    throw cursor.error(`'\\x${digits}' needs the flag u: without it, it is a byte, not a character`, start);
  }
  return codePoint;
}

/** Reads `pL`, `p{Letter}`, `p{sc=Greek}`, and the same with `P`, which negates; so does `!=`. */
function parseProperty(cursor: Cursor, flags: Flags, start: number): CharSet {
  let negated = cursor.is("P");
  if (!cursor.bumpAndSpace()) throw cursor.error("the pattern ends inside an escape", start);
  let name = "";
  if (cursor.is("{")) {
    while (cursor.bumpAndSpace() && !cursor.is("}")) name += cursor.char;
    if (cursor.done) throw cursor.error("the name of a property is not closed", start);
    cursor.bump();
  } else {
    name = cursor.char;
    cursor.bumpAndSpace();
  }
  if (!flags.unicode) throw cursor.error("a Unicode property needs the flag u", start);
  const [, query = "", operator, value] = /^(.*?)(?:(!=|[:=])(.*))?$/su.exec(name) ?? [];
  const resolved = resolveProperty(query, value);
  if (resolved === undefined) throw cursor.error(`unknown or unsupported Unicode property '${name}'`, start);
  if (operator === "!=") negated = !negated;
  const set = fold(properties(resolved), flags);
  return negated ? not(set) : set;
}
