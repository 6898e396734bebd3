import { readFlow } from "./quick-flow.ts";
import { GiveUp, QuickText, scalar } from "./quick-text.ts";
import type { WrittenDocument, WrittenEntry, WrittenMap, WrittenNode, WrittenScalar } from "./written.ts";

/** Blocks inside each other; beyond, the full reader decides. */
const MAX_DEPTH = 100;

const BLANK_LINE = /[ \t]*(?:#[^\n]*|\r?)\n/y;
const LAST_COMMENT = /[ \t]*(?:#[^\n]*)?$/y;
const INDENT = / */y;
const MARKER = /(?:---|\.\.\.)(?=\s|$)/y;
const DASH = /- +(?=\S)|-(?=\r?\n|$)/y;
const COLON = / *:(?: +(?=\S)| *(?=\r?\n|$))/y;
const KEY = /(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ]+(?![ #:\t\r\n]))+(?= *:(?:[ \r\n]|$))/y;
const PLAIN = /(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ]+(?![ #:\t\r\n]|$))+/y;
const END_OF_LINE = /^\r?(?:\n|$)/;
const ONE_BREAK = /^\r?\n *$/;
const BLOCK_HEADER = /[|>][-+]?(?= *(?:\r?\n| #))/y;
/** A line break between two lines of folded text, and those after it. */
const BREAKS = /(?<=[^\n])\n(\n*)(?=[^\n])/g;
const BODY_LINE = /( *)([^\r\n]*)(\r?\n|$)/y;

/**
 * Reads what most files are made of: block maps and lists, scalars, block text, brackets, anchors. Many times
 * quicker than the full reader; undefined when a file has anything else, or an error, which the full reader then explains.
 */
export function readQuickly(source: string): readonly WrittenDocument[] | undefined {
  // Other line breaks than these two, directives, and what is no text at all.
  if (/\r(?!\n)|^%|[\0\x85\u2028\u2029]/m.test(source)) return undefined;
  try {
    return new QuickReader(source).documents();
  } catch (error) {
    // Patterns have a stack of their own.
    if (error instanceof GiveUp || error instanceof RangeError) return undefined;
    throw error;
  }
}

class QuickReader {
  readonly #text: QuickText;
  readonly #source: string;
  /** The column of the line that the place is at the beginning of the content of; -1 at the end of a document. */
  #column = -1;

  constructor(source: string) {
    this.#source = source;
    this.#text = new QuickText(source);
  }

  documents(): readonly WrittenDocument[] {
    const text = this.#text;
    const documents: WrittenDocument[] = [];
    if (text.char() === "\uFEFF") text.at++;
    let start = 0;
    while (this.#beginDocument(documents.length === 0)) {
      text.newDocument();
      const root = this.#column === -1 ? text.empty() : this.#block(0, 0);
      if (this.#column !== -1) throw new GiveUp();
      documents.push({ root, span: { start, end: text.at } });
      start = text.at;
    }
    if (documents.length === 0) throw new GiveUp();
    return documents;
  }

  /** Goes to the first content of the next document; false when there is none. */
  #beginDocument(isFirst: boolean): boolean {
    const text = this.#text;
    this.#nextLine();
    let isMarked = false;
    let isEnded = isFirst;
    while (this.#column === -1 && text.at < this.#source.length) {
      const marker = text.take(MARKER);
      text.endLine();
      // A second document without anything in it is too rare to be told apart here.
      if (marker === "---" && isMarked) throw new GiveUp();
      if (marker === "---") isMarked = true;
      this.#nextLine();
      if (marker === "..." && (isEnded || isMarked || this.#column !== -1)) throw new GiveUp();
      if (marker === "...") isEnded = true;
    }
    if (this.#column === -1 && isMarked) throw new GiveUp();
    return this.#column !== -1 && (isFirst || isMarked);
  }

  /** Goes to the content of the next line that has any. */
  #nextLine(): void {
    const text = this.#text;
    // One pattern for all of them would need a stack as deep as they are many.
    while (text.take(BLANK_LINE) !== undefined);
    text.take(LAST_COMMENT);
    const start = text.at;
    text.take(INDENT);
    this.#column = text.at - start;
    if (text.at >= this.#source.length) this.#column = -1;
    else if (text.char() === "\t") throw new GiveUp();
    else if (this.#column === 0 && this.#isMarker()) this.#column = -1;
  }

  #isMarker(): boolean {
    MARKER.lastIndex = this.#text.at;
    return MARKER.test(this.#source);
  }

  /** The node that begins at the place, in a line that is indented at least so far; then the place is on a later line. */
  #block(minimum: number, depth: number): WrittenNode {
    if (this.#column < minimum || depth > MAX_DEPTH) throw new GiveUp();
    const column = this.#column;
    if (this.#isDash()) return this.#list(column, depth);
    const key = this.#key();
    if (key !== undefined) return this.#map(key, column, depth);
    return this.#inline(column - 1, depth);
  }

  #isDash(): boolean {
    DASH.lastIndex = this.#text.at;
    return DASH.test(this.#source);
  }

  #list(column: number, depth: number): WrittenNode {
    const text = this.#text;
    const start = text.at;
    const items: WrittenNode[] = [];
    let end = start;
    while (this.#column === column && this.#isDash()) {
      const dash = text.take(DASH) ?? "";
      const inside = column + dash.length;
      let item: WrittenNode;
      if (dash.length === 1) item = this.#below(column, false, depth);
      else if (/[#&*!|>]/.test(text.char())) item = this.#inline(column, depth);
      else {
        this.#column = inside;
        item = this.#block(inside, depth + 1);
      }
      items.push(item);
      end = item.span.end;
    }
    if (this.#column > column) throw new GiveUp();
    return { kind: "list", anchor: undefined, tag: undefined, items, span: { start, end } };
  }

  /** The key at the place, which then is at its colon; undefined and nothing read when there is none. */
  #key(): WrittenScalar | undefined {
    const text = this.#text;
    const start = text.at;
    const first = text.char();
    if (first === '"' || first === "'") {
      const key = text.quoted();
      COLON.lastIndex = text.at;
      if (COLON.test(this.#source)) return key;
    } else if (!/[?:\-,[\]{}#&*!|>%@`]/.test(first)) {
      const value = text.take(KEY);
      if (value !== undefined) return scalar(value, "plain", { start, end: text.at });
    }
    text.at = start;
    return undefined;
  }

  #map(first: WrittenScalar, column: number, depth: number): WrittenMap {
    const entries: WrittenEntry[] = [];
    let key: WrittenScalar | undefined = first;
    let end = first.span.end;
    while (key !== undefined) {
      if (this.#text.take(COLON) === undefined) throw new GiveUp();
      this.#text.endKey(key.span.start);
      const value = this.#inline(column, depth, true);
      entries.push({ key, value });
      end = Math.max(key.span.end, value.span.end);
      if (this.#column > column) throw new GiveUp();
      if (this.#column < column) break;
      key = this.#isDash() ? undefined : this.#key();
      if (key === undefined) throw new GiveUp();
    }
    const span = { start: first.span.start, end };
    return { kind: "map", anchor: undefined, tag: undefined, entries, flow: false, span };
  }

  /** What stands behind a colon or a dash, or alone in a line; it ends before a line that is not further right. */
  #inline(column: number, depth: number, inMap = false): WrittenNode {
    const text = this.#text;
    const first = text.char();
    if (first === "&") return text.anchored(() => this.#afterAnchor(column, depth, inMap));
    if (first === "|" || first === ">") return this.#blockText(column);
    if (first === "#" || first === "\r" || first === "\n" || first === "") return this.#below(column, inMap, depth);
    const node = this.#simple(first);
    const mayGoOn =
      node.kind === "scalar" && node.style === "plain" && END_OF_LINE.test(this.#source.slice(text.at, text.at + 2));
    text.endLine();
    this.#nextLine();
    if (this.#column <= column) return node;
    return mayGoOn && node.kind === "scalar" ? this.#further(node, column) : giveUp();
  }

  /** The further lines of a plain scalar; they are folded into one. */
  #further(first: WrittenScalar, column: number): WrittenScalar {
    const text = this.#text;
    let { value } = first;
    let { end } = first.span;
    while (this.#column > column) {
      // An empty line or a comment before it has a meaning of its own.
      if (!ONE_BREAK.test(this.#source.slice(end, text.at))) throw new GiveUp();
      const line = text.plain(PLAIN);
      value += ` ${line.value}`;
      end = line.span.end;
      text.endLine();
      this.#nextLine();
    }
    return { ...first, value, span: { start: first.span.start, end } };
  }

  #afterAnchor(column: number, depth: number, inMap: boolean): WrittenNode {
    this.#text.take(INDENT);
    const isDashed = !inMap && this.#key() !== undefined;
    // An anchor before a key may be the key's or the map's.
    if (isDashed) throw new GiveUp();
    return this.#inline(column, depth, inMap);
  }

  #simple(first: string): WrittenNode {
    switch (first) {
      case '"':
      case "'":
        return this.#text.quoted();
      case "[":
      case "{":
        return readFlow(this.#text, 0);
      case "*":
        return this.#text.alias();
      default:
        return this.#text.plain(PLAIN);
    }
  }

  /** The node of the lines below, or an empty one; a list may stand right under the key that it belongs to. */
  #below(column: number, inMap: boolean, depth: number): WrittenNode {
    const text = this.#text;
    const empty = text.empty();
    text.endLine();
    this.#nextLine();
    if (this.#column > column) return this.#block(column + 1, depth + 1);
    if (inMap && this.#column === column && this.#isDash()) return this.#block(column, depth + 1);
    return empty;
  }

  /** Literal or folded text that is indented further than a column. */
  #blockText(column: number): WrittenScalar {
    const text = this.#text;
    const start = text.at;
    const header = text.take(BLOCK_HEADER);
    if (header === undefined || column < 0) throw new GiveUp();
    text.endLine();
    const lines: string[] = [];
    let indent: number | undefined;
    let end = text.at;
    while (text.at < this.#source.length) {
      BODY_LINE.lastIndex = text.at;
      const [whole = "", spaces = "", content = ""] = BODY_LINE.exec(this.#source) ?? [];
      if (content !== "") {
        if (spaces.length <= column) break;
        // Blanks before the first line that may be longer than its indentation.
        if (indent === undefined && lines.some((line) => line !== "\n")) throw new GiveUp();
        indent ??= spaces.length;
        if (spaces.length < indent) break;
        if (content.startsWith("\t")) throw new GiveUp();
      }
      const hasBreak = whole.endsWith("\n");
      // The text may end in blanks that are a line of their own.
      if (content === "" && !hasBreak && spaces.length > (indent ?? 0)) throw new GiveUp();
      if (content !== "" || hasBreak) lines.push(spaces.slice(indent ?? 0) + content + (hasBreak ? "\n" : ""));
      text.at += whole.length;
      end = text.at;
    }
    this.#nextLine();
    if (indent === undefined || this.#column > column) throw new GiveUp();
    const value = blockValue(lines, header);
    return scalar(value, header.startsWith("|") ? "literal" : "folded", { start, end });
  }
}

function giveUp(): never {
  throw new GiveUp();
}

/** The value of block text of lines with their breaks; folded text with lines that are further indented is left to the full reader. */
function blockValue(lines: readonly string[], header: string): string {
  const isFolded = header.startsWith(">");
  if (isFolded && lines.some((line) => line.startsWith(" "))) throw new GiveUp();
  const text = lines.join("");
  let end = text.length;
  while (text[end - 1] === "\n") end--;
  const stripped = text.slice(0, end);
  const body = isFolded ? stripped.replaceAll(BREAKS, (_, further) => further || " ") : stripped;
  if (header.endsWith("-")) return body;
  const rest = text.slice(stripped.length);
  return body + (header.endsWith("+") ? rest : rest.slice(0, 1));
}
