import type { WrittenAlias, WrittenNode, WrittenScalar } from "./written.ts";

/** The quick reader has met something that it leaves to the full one. */
export class GiveUp extends Error {}

const DOUBLE = /"(?:[^"\\\r\n]|\\[^\r\n])*"/y;
const SINGLE = /'(?:[^'\r\n]|'')*'/y;
const NAME = /[\w-]+(?=[\s,\]}]|$)/y;
const REST = /[ \t]*(?:(?<=[ \t])#[^\n]*|\r?)(?:\n|$)/y;
const FLOW_SPACE = /(?:[ \t\r\n]|(?<=[\s,[{\]}])#[^\n]*)*/y;
/** What no plain scalar begins with here; some may in YAML, and then the full reader says. */
const NO_START = /[?:\-,[\]{}#&*!|>'"%@`]/;

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
  }

  /** Leaves the line, on which only a comment may be left. */
  endLine(): void {
    if (this.take(REST) === undefined) throw new GiveUp();
  }

  newDocument(): void {
    this.#anchors.clear();
  }

  empty(): WrittenScalar {
    return { kind: "scalar", value: "", style: "plain", tag: undefined, span: { start: this.at, end: this.at } };
  }

  plain(pattern: RegExp): WrittenScalar {
    const start = this.at;
    const first = this.char();
    const isNumber = first === "-" && /[\w.]/.test(this.source.charAt(start + 1));
    const value = NO_START.test(first) && !isNumber ? undefined : this.take(pattern);
    if (value === undefined) throw new GiveUp();
    return { kind: "scalar", value, style: "plain", tag: undefined, span: { start, end: this.at } };
  }

  /** A scalar in quotes, on one line. */
  quoted(): WrittenScalar {
    const start = this.at;
    const isDouble = this.char() === '"';
    const raw = this.take(isDouble ? DOUBLE : SINGLE);
    if (raw === undefined) throw new GiveUp();
    const value = isDouble ? unescaped(raw) : raw.slice(1, -1).replaceAll("''", "'");
    return {
      kind: "scalar",
      value,
      style: isDouble ? "double" : "single",
      tag: undefined,
      span: { start, end: this.at },
    };
  }

  alias(): WrittenAlias {
    const start = this.at++;
    const name = this.#name();
    return { kind: "alias", name, target: this.#anchors.get(name), span: { start, end: this.at } };
  }

  /** A node with an anchor before it; inside itself, the anchor has no meaning. */
  anchored<Node extends WrittenNode>(read: () => Node): Node {
    this.at++;
    const name = this.#name();
    this.#anchors.set(name, undefined);
    const node = read();
    if (node.kind === "alias") throw new GiveUp();
    this.#anchors.set(name, node);
    return node;
  }

  #name(): string {
    const name = this.take(NAME);
    if (name === undefined) throw new GiveUp();
    return name;
  }
}

/** The value of a double-quoted scalar; escapes that JSON does not have are left to the full reader. */
function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw.slice(1, -1);
  try {
    return JSON.parse(raw.replaceAll("\t", "\\t")) as string;
  } catch {
    throw new GiveUp();
  }
}
