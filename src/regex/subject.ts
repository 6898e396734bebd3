import { contains, DIGIT } from "./char-set.ts";

const ASCII = 128;
/** How many characters of a long text are looked at before all are: where one is beyond ASCII, others mostly are near. */
const FIRST = 32;
const LONG = 200;

/**
 * The code units around those of all digits beyond ASCII, in few ranges: to search for the digits themselves takes ten
 * times as long.
 */
const AMONG_DIGITS = /[\u0660-\u1c59\ua620-\uabf9\uff10-\uff19\ud801-\ud83b\ud83e]/;
const BEYOND_DIGITS = 0x20000;
const NO_DIGIT = 1;
const IS_DIGIT = 2;

/** By character, what is known of it; 0 where it was not met yet, and for surrogates. */
const digits = new Uint8Array(BEYOND_DIGITS).fill(NO_DIGIT, 0, ASCII);

/** A text to search, and what patterns ask about it: several that search the same text share the answers. */
export class Subject {
  readonly text: string;
  #isAscii: boolean | undefined;
  #wellFormed: string | undefined;
  #hasWideDigits: boolean | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get isAscii(): boolean {
    return (this.#isAscii ??= isAscii(this.text));
  }

  /** The text with U+FFFD for each lone surrogate, which changes no offsets. */
  get wellFormed(): string {
    return (this.#wellFormed ??= this.text.toWellFormed());
  }

  /** Whether there are digits beyond ASCII. */
  get hasWideDigits(): boolean {
    return (this.#hasWideDigits ??= !this.isAscii && hasWideDigits(this.text));
  }
}

function isAscii(text: string): boolean {
  const first = text.length < LONG ? 0 : FIRST;
  for (let at = 0; at < first; at++) if (text.charCodeAt(at) >= ASCII) return false;
  // Node counts the bytes of an ASCII string much faster than its characters can be looked at here.
  return Buffer.byteLength(text) === text.length;
}

function hasWideDigits(text: string): boolean {
  const first = text.search(AMONG_DIGITS);
  if (first < 0) return false;
  for (let at = first; at < text.length; at++) {
    if (digits[text.charCodeAt(at)] === NO_DIGIT) continue;
    const char = text.codePointAt(at) ?? 0;
    if (isDigit(char)) return true;
    if (char > 0xffff) at++;
  }
  return false;
}

function isDigit(char: number): boolean {
  if (char >= BEYOND_DIGITS) return false;
  if (digits[char] === 0) digits[char] = contains(DIGIT, char) ? IS_DIGIT : NO_DIGIT;
  return digits[char] === IS_DIGIT;
}
