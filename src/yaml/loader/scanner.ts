import { Cursor, isGap, LINE_END, LoaderStop } from "./cursor.ts";
import { strayColon } from "./stray-colon.ts";
import { scanBlock } from "./scan-block.ts";
import { scanAnchor, scanDirective, scanTag } from "./scan-names.ts";
import { scanPlain } from "./scan-plain.ts";
import { scanQuoted } from "./scan-quoted.ts";
import type { MarkKind, Token } from "./token.ts";

/** A token that a `:` may make a key of. */
interface PossibleKey {
  /** The place in the list of tokens where the key would begin. */
  readonly index: number;
  readonly at: number;
  readonly lineStart: number;
  readonly column: number;
  /** It is the first of its line in a block: it must be a key. */
  readonly isRequired: boolean;
}

/** What no text without quotes begins with. */
const INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

/** The characters that PyYAML looks back for the key of a colon. */
const LONGEST_KEY = 1024;

/**
 * The tokens of a text as PyYAML's scanner cuts them (PyYAML 6.0, scanner.py): what it takes and refuses is taken and refused here.
 * The last token is the end, or what stopped the scanner. The text must be printable.
 */
export function scan(text: string): readonly Token[] {
  const scanner = new Scanner(text);
  try {
    scanner.all();
  } catch (stop) {
    if (!(stop instanceof LoaderStop)) throw stop;
    scanner.tokens.push({ kind: "stop", stop, ...stop.span });
  }
  return scanner.tokens;
}

class Scanner {
  readonly tokens: Token[] = [];
  readonly #cursor: Cursor;
  /** How many brackets are open; in them, indentation has no meaning. */
  #brackets = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  /** Whether a key may begin here that is not marked by `?`. */
  #mayBeKey = true;
  /** The last possible key for each number of open brackets. */
  readonly #keys = new Map<number, PossibleKey>();

  constructor(text: string) {
    this.#cursor = new Cursor(text);
  }

  all(): void {
    const cursor = this.#cursor;
    if (cursor.char() === "\uFEFF") cursor.lineStart = ++cursor.at;
    while (true) {
      this.#skipToToken();
      this.#dropOldKeys();
      this.#closeBlocks(cursor.column);
      if (cursor.isAtEnd()) break;
      this.#token();
    }
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#mark("end", 0);
  }

  #skipToToken(): void {
    const cursor = this.#cursor;
    while (true) {
      cursor.skipSpaces();
      if (cursor.char() === "#") cursor.takeUntil(LINE_END);
      if (cursor.takeBreak() === "") return;
      if (this.#brackets === 0) this.#mayBeKey = true;
    }
  }

  #token(): void {
    const cursor = this.#cursor;
    const char = cursor.char();
    const inBrackets = this.#brackets > 0;
    if (char === "%" && cursor.column === 0) return this.#atMargin(() => this.tokens.push(scanDirective(cursor)));
    if (cursor.isAtMarker()) {
      return this.#atMargin(() => this.#mark(char === "-" ? "document start" : "document end", 3));
    }
    const isAlone = isGap(cursor.code(1));
    switch (char) {
      case "[":
      case "{":
        this.#saveKey();
        this.#brackets++;
        this.#mayBeKey = true;
        return this.#mark(char, 1);
      case "]":
      case "}":
        this.#dropKey();
        // One too many is for the parser to find.
        this.#brackets = Math.max(0, this.#brackets - 1);
        this.#mayBeKey = false;
        return this.#mark(char, 1);
      case ",":
        this.#mayBeKey = true;
        this.#dropKey();
        return this.#mark(char, 1);
      case "-":
        return isAlone ? this.#item() : this.#plain(isAlone);
      case "?":
        return inBrackets || isAlone ? this.#markedKey() : this.#plain(isAlone);
      case ":":
        return inBrackets || isAlone ? this.#value() : this.#plain(isAlone);
      case "*":
      case "&":
        return this.#content(() => scanAnchor(cursor));
      case "!":
        return this.#content(() => scanTag(cursor));
      case "|":
      case ">":
        return inBrackets ? this.#plain(isAlone) : this.#block();
      case "'":
      case '"':
        return this.#content(() => scanQuoted(cursor));
      default:
        return this.#plain(isAlone);
    }
  }

  #mark(kind: MarkKind, length: number): void {
    const start = this.#cursor.at;
    this.#cursor.at += length;
    this.tokens.push({ kind, start, end: this.#cursor.at });
  }

  #atMargin(scanOne: () => void): void {
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#mayBeKey = false;
    scanOne();
  }

  #content(scanOne: () => Token): void {
    this.#saveKey();
    this.#mayBeKey = false;
    this.tokens.push(scanOne());
  }

  #block(): void {
    this.#mayBeKey = true;
    this.#dropKey();
    this.tokens.push(scanBlock(this.#cursor, this.#indent));
  }

  #plain(isAlone: boolean): void {
    const cursor = this.#cursor;
    const char = cursor.char();
    const isStart =
      !INDICATORS.includes(char) || (!isAlone && (char === "-" || (this.#brackets === 0 && "?:".includes(char))));
    if (char === "\t") {
      const message = "a tab is allowed only inside quotes, block text and comments: the loader stops here";
      throw cursor.stop(message, {}, "Use spaces.");
    }
    if (!isStart)
      throw cursor.stop(`a value without quotes can't begin with '${char}'`, {}, "Put the value in quotes.");
    this.#saveKey();
    const { token, hasBreak } = scanPlain(cursor, this.#indent + 1, this.#brackets > 0);
    this.#mayBeKey = hasBreak;
    this.tokens.push(token);
  }

  #item(): void {
    if (this.#brackets === 0) {
      if (!this.#mayBeKey)
        throw this.#cursor.stop("a list item can't begin here", {}, "Begin it on a line of its own.");
      if (this.#openBlock(this.#cursor.column)) this.#mark("block list", 0);
    }
    this.#mayBeKey = true;
    this.#dropKey();
    this.#mark("-", 1);
  }

  #markedKey(): void {
    if (this.#brackets === 0) {
      if (!this.#mayBeKey) throw this.#cursor.stop("a key can't begin here", {}, "Begin it on a line of its own.");
      if (this.#openBlock(this.#cursor.column)) this.#mark("block map", 0);
    }
    this.#mayBeKey = this.#brackets === 0;
    this.#dropKey();
    this.#mark("key", 1);
  }

  #value(): void {
    const key = this.#keys.get(this.#brackets);
    if (key !== undefined) {
      this.#keys.delete(this.#brackets);
      const place = { start: key.at, end: key.at };
      const opens = this.#brackets === 0 && this.#openBlock(key.column);
      const before: Token[] = opens ? [{ kind: "block map", ...place }] : [];
      this.tokens.splice(key.index, 0, ...before, { kind: "key", ...place });
      this.#mayBeKey = false;
    } else {
      if (this.#brackets === 0) {
        if (!this.#mayBeKey) throw strayColon(this.#cursor.text, this.#cursor.at, this.tokens.at(-1));
        if (this.#openBlock(this.#cursor.column)) this.#mark("block map", 0);
      }
      this.#mayBeKey = this.#brackets === 0;
      this.#dropKey();
    }
    this.#mark(":", 1);
  }

  /** Whether a block begins at a column. */
  #openBlock(column: number): boolean {
    if (this.#indent >= column) return false;
    this.#indents.push(this.#indent);
    this.#indent = column;
    return true;
  }

  #closeBlocks(column: number): void {
    if (this.#brackets > 0) return;
    while (this.#indent > column) {
      this.#indent = this.#indents.pop() ?? -1;
      this.#mark("block end", 0);
    }
  }

  #saveKey(): void {
    if (!this.#mayBeKey) return;
    const { at, lineStart, column } = this.#cursor;
    this.#dropKey();
    const isRequired = this.#brackets === 0 && this.#indent === column;
    this.#keys.set(this.#brackets, { index: this.tokens.length, at, lineStart, column, isRequired });
  }

  #dropKey(): void {
    const key = this.#keys.get(this.#brackets);
    if (key === undefined) return;
    if (key.isRequired) throw this.#noColon(key);
    this.#keys.delete(this.#brackets);
  }

  /** A key is on one line, and not too long. */
  #dropOldKeys(): void {
    for (const [brackets, key] of this.#keys) {
      if (key.lineStart === this.#cursor.lineStart && !this.#isTooLong(key.at)) continue;
      if (key.isRequired) throw this.#noColon(key);
      this.#keys.delete(brackets);
    }
  }

  /** Characters count, and some have two code units. */
  #isTooLong(start: number): boolean {
    const { text, at } = this.#cursor;
    const length = at - start;
    return length > LONGEST_KEY && (length > 2 * LONGEST_KEY || Array.from(text.slice(start, at)).length > LONGEST_KEY);
  }

  #noColon({ at }: PossibleKey): LoaderStop {
    const { text } = this.#cursor;
    const end = at + Math.max(1, text.slice(at, at + LONGEST_KEY).search(/[\r\n]|$/));
    return this.#cursor.stop("there is no colon after this key", {
      start: at,
      end: at + text.slice(at, end).trimEnd().length,
    });
  }
}
