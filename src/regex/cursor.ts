import { PatternError } from "./pattern-error.ts";

const WHITE_SPACE = /\p{White_Space}/u;

/** A place in the pattern's source that moves forward, character by character. */
export class Cursor {
  readonly source: string;
  /** In UTF-16 code units. */
  offset = 0;
  /** The flag `x`: white space and comments between tokens mean nothing. */
  ignoreWhitespace = false;

  constructor(source: string) {
    this.source = source;
  }

  get done(): boolean {
    return this.offset >= this.source.length;
  }

  /** The character at hand; the empty string at the end. */
  get char(): string {
    const codePoint = this.source.codePointAt(this.offset);
    return codePoint === undefined ? "" : String.fromCodePoint(codePoint);
  }

  is(char: string): boolean {
    return this.char === char;
  }

  /** Moves past the character at hand; false at the end. */
  bump(): boolean {
    this.offset += this.char.length;
    return !this.done;
  }

  /** Moves past the character at hand and what means nothing after it; false at the end. */
  bumpAndSpace(): boolean {
    this.bump();
    this.space();
    return !this.done;
  }

  /** Moves past white space and comments, where the flag `x` says so. */
  space(): void {
    if (!this.ignoreWhitespace) return;
    for (;;) {
      if (this.isSpace()) {
        this.bump();
      } else if (this.is("#")) {
        while (!this.done && !this.is("\n")) this.bump();
      } else {
        return;
      }
    }
  }

  isSpace(): boolean {
    return WHITE_SPACE.test(this.char);
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.offset);
  }

  /** Moves past the text if it stands here. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.offset += text.length;
    return true;
  }

  /** The error to throw for what stands at the offset. */
  error(problem: string, offset: number = this.offset): PatternError {
    return new PatternError(problem, offset);
  }
}
