import type { YamlProblemCode } from "../problem.ts";
import type { Span } from "../span.ts";

interface StopDetails {
  readonly code?: YamlProblemCode;
  readonly help?: string | undefined;
}

/** PyYAML stops here. */
export class LoaderStop extends Error {
  override readonly name = "LoaderStop";
  readonly code: YamlProblemCode;
  readonly span: Span;
  readonly help: string | undefined;

  constructor(message: string, span: Span, { code = "yaml/syntax", help }: StopDetails = {}) {
    super(message);
    this.code = code;
    this.span = span;
    this.help = help;
  }
}

const TAB = 0x09;
const SPACE = 0x20;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = "\uFEFF";

/** A line break of YAML 1.1. */
export function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** What may follow an indicator: a blank, a line break or the end of the text. */
export function isGap(code: number): boolean {
  return code === 0 || isBlank(code) || isBreak(code);
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A text without NUL characters, and a place in it. */
export class Cursor {
  readonly text: string;
  at = 0;
  /** Where the line of the place begins. */
  lineStart = 0;
  readonly #hasMarks: boolean;
  /** The byte order marks of a line up to a place in it. */
  #marks = { lineStart: 0, at: 0, count: 0 };

  constructor(text: string) {
    this.text = text;
    this.#hasMarks = text.includes(BYTE_ORDER_MARK);
  }

  /** The column of the place, from 0; byte order marks have none. */
  get column(): number {
    const width = this.at - this.lineStart;
    return this.#hasMarks ? width - this.#marksBefore() : width;
  }

  #marksBefore(): number {
    const { at, lineStart } = this;
    const known = this.#marks.lineStart === lineStart && this.#marks.at <= at;
    const from = known ? this.#marks : { at: lineStart, count: 0 };
    const count = from.count + this.text.slice(from.at, at).split(BYTE_ORDER_MARK).length - 1;
    this.#marks = { lineStart, at, count };
    return count;
  }

  /** The code unit at the place, or further on; 0 behind the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead) || 0;
  }

  char(): string {
    return this.text.charAt(this.at);
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The text up to the next match of a global pattern of one character, or up to the end. */
  takeUntil(stop: RegExp): string {
    const start = this.at;
    stop.lastIndex = start;
    this.at = stop.test(this.text) ? stop.lastIndex - 1 : this.text.length;
    return this.text.slice(start, this.at);
  }

  /** The text that a sticky pattern matches here; undefined when it matches nothing. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return undefined;
    const start = this.at;
    this.at = pattern.lastIndex;
    return this.text.slice(start, this.at);
  }

  skipSpaces(): void {
    while (this.code() === SPACE) this.at++;
  }

  /** The line break at the place, as it counts in a value; empty when there is none. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return "";
    this.at += code === CARRIAGE_RETURN && this.code(1) === LINE_FEED ? 2 : 1;
    this.lineStart = this.at;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n";
  }

  /** Whether the line begins here with `---` or `...`. */
  isAtMarker(): boolean {
    if (this.at !== this.lineStart) return false;
    return (this.text.startsWith("---", this.at) || this.text.startsWith("...", this.at)) && isGap(this.code(3));
  }

  /** Goes to the next line; only blanks and a comment may be left on this one. */
  endLine(what: string): void {
    this.skipSpaces();
    if (this.char() === "#") this.takeUntil(LINE_END);
    if (!this.isAtEnd() && !isBreak(this.code())) throw this.stop(`only a comment may follow ${what}`);
    this.takeBreak();
  }

  /** To be thrown: the loader does not get over the character here. */
  stop(message: string, { start = this.at, end = this.at + 1 } = {}, help?: string): LoaderStop {
    return new LoaderStop(message, { start, end }, { help });
  }
}

/** The end of a line, for {@link Cursor.takeUntil}. */
export const LINE_END = /[\r\n\x85\u2028\u2029]/g;
