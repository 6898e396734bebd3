import type { Span } from "./span.ts";
import type { ScalarStyle, WrittenAlias, WrittenNode, WrittenScalar } from "./written.ts";

/** The quick reader has met something that it leaves to the full one. */
export class GiveUp extends Error {}

const DOUBLE = /"(?:[^"\\]|\\[^\r\n])*"/y;
const SINGLE = /'(?:[^']|'')*'/y;
/** What a line break in quotes may not stand between: an escape, or the end of the document. */
const NO_FOLD = /\\[ ]*\r?\n|\n(?:---|\.\.\.)/;
const FOLD = /[ ]*\r?\n(?:[ ]*\r?\n)*[ ]*/g;
const NAME = /[\w-]+(?=[\s,\]}]|$)/y;
const REST = /[ \t]*(?:(?<=[ \t])#[^\n]*|\r?)(?:\n|$)/y;
const FLOW_SPACE = /(?:[ \t\r\n]|(?<=[\s,[{\]}])#[^\n]*)*/y;
/** What no plain scalar begins with here; some may in YAML, and then the full reader says. */
const NO_START = /[?:\-,[\]{}#&*!|>'"%@`]/;

/** The characters that PyYAML looks back for the key of a colon. */
const LONGEST_KEY = 1024;

/** A text, a place in it, and the anchors that were met so far. */
export class QuickText {
  readonly source: string;
  at = 0;
  readonly #anchors = new Map<string, WrittenAlias["target"]>();

  constructor(source: string) {
    this.source = source;
  }

  char(): string {
    return this.source.charAt(this.at);
  }

  /** The text that a sticky pattern matches at the place, which then is behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match[0];
  }

  skipFlowSpace(): void {
    this.take(FLOW_SPACE);
    if (this.at >= this.source.length) throw new GiveUp();
    if (this.char() === "." && this.source.startsWith("\n...", this.at - 1)) throw new GiveUp();
  }

  /** A key ends here that began at an offset: PyYAML takes it only when it is short and on one line. */
  endKey(start: number): void {
    const isKey = this.at - start <= LONGEST_KEY && !/[\r\n]/.test(this.source.slice(start, this.at));
    if (!isKey) throw new GiveUp();
  }

  /** Leaves the line, on which only a comment may be left. */
  endLine(): void {
    if (this.take(REST) === undefined) throw new GiveUp();
  }

  /** The content of a document begins at the place. */
  newDocument(): void {
    this.#anchors.clear();
  }

  empty(): WrittenScalar {
    return scalar("", "plain", { start: this.at, end: this.at });
  }

  plain(pattern: RegExp): WrittenScalar {
    const start = this.at;
    const first = this.char();
    const isNumber = first === "-" && /[\w.]/.test(this.source.charAt(start + 1));
    const value = NO_START.test(first) && !isNumber ? undefined : this.take(pattern);
    if (value === undefined) throw new GiveUp();
    return scalar(value, "plain", { start, end: this.at });
  }

  /** A scalar in quotes. */
  quoted(): WrittenScalar {
    const start = this.at;
    const isDouble = this.char() === '"';
    const raw = this.take(isDouble ? DOUBLE : SINGLE);
    if (raw === undefined) throw new GiveUp();
    const folded = raw.includes("\n") ? this.#folded(raw) : raw;
    const value = isDouble ? unescaped(folded) : folded.slice(1, -1).replaceAll("''", "'");
    return scalar(value, isDouble ? "double" : "single", { start, end: this.at });
  }

  /** Quoted text as if it were on one line: a line break is a space, and each further one stays. */
  #folded(raw: string): string {
    if (raw.includes("\t") || NO_FOLD.test(raw)) throw new GiveUp();
    return raw.replaceAll(FOLD, (breaks) => "\n".repeat(breaks.split("\n").length - 2) || " ");
  }

  alias(): WrittenAlias {
    const start = this.at++;
    const name = this.#name();
    const target = this.#anchors.get(name);
    if (target === undefined) throw new GiveUp();
    return { kind: "alias", name, target, span: { start, end: this.at } };
  }

  /** A node with an anchor before it, of a name that is used once. */
  anchored(read: () => WrittenNode): WrittenNode {
    this.at++;
    const name = this.#name();
    if (this.#anchors.has(name)) throw new GiveUp();
    this.#anchors.set(name, undefined);
    const node = read();
    if (node.kind === "alias" || node.anchor !== undefined) throw new GiveUp();
    const named = { ...node, anchor: name };
    this.#anchors.set(name, named);
    return named;
  }

  #name(): string {
    const name = this.take(NAME);
    if (name === undefined) throw new GiveUp();
    return name;
  }
}

/** A scalar with nothing before it. */
export function scalar(value: string, style: ScalarStyle, span: Span): WrittenScalar {
  return { kind: "scalar", anchor: undefined, tag: undefined, value, style, span };
}

/** The value of a double-quoted scalar; escapes that JSON does not have are left to the full reader. */
function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw.slice(1, -1);
  try {
    return JSON.parse(raw.replaceAll("\t", "\\t").replaceAll("\n", "\\n")) as string;
  } catch {
    throw new GiveUp();
  }
}
