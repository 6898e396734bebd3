import type { Document, Node, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { yamlLibrary } from "./library.ts";
import type { Span } from "./span.ts";
import type { ScalarStyle, WrittenAlias, WrittenEntry, WrittenNode } from "./written.ts";

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  BLOCK_FOLDED: "folded",
  BLOCK_LITERAL: "literal",
  QUOTE_DOUBLE: "double",
  QUOTE_SINGLE: "single",
};

/** What a document of a text holds that the YAML library has read; its scalars must have been read as text. */
export function rootOf({ contents, range }: Document.Parsed, text: string): WrittenNode {
  return new Writer(text).node(contents, range[0]);
}

class Writer {
  readonly #yaml = yamlLibrary();
  readonly #anchors = new Map<string, WrittenAlias["target"]>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The node for a YAML node; an absent one is an empty scalar at the given place. */
  node(node: Node | null, absentAt: number): WrittenNode {
    if (node === null) {
      const span = { start: absentAt, end: absentAt };
      return { kind: "scalar", anchor: undefined, tag: undefined, value: "", style: "plain", span };
    }
    const [start, end] = node.range ?? [absentAt, absentAt];
    const span = { start, end };
    if (this.#yaml.isAlias(node))
      return { kind: "alias", name: node.source, target: this.#anchors.get(node.source), span };
    const anchor = "anchor" in node && typeof node.anchor === "string" ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const made = this.#made(node, anchor, span);
    if (anchor !== undefined) this.#anchors.set(anchor, made);
    return made;
  }

  #made(node: Node, anchor: string | undefined, span: Span): Exclude<WrittenNode, WrittenAlias> {
    const { isMap, isScalar, isSeq } = this.#yaml;
    if (isScalar(node)) {
      const style = STYLES[node.type ?? ""] ?? "plain";
      return { kind: "scalar", anchor, tag: node.tag, value: this.#textOf(node, style, span), style, span };
    }
    if (isSeq(node)) {
      const items = this.#items(node, span);
      return { kind: "list", anchor, tag: node.tag, items, span: spanTo(items.at(-1), node, span) };
    }
    if (isMap(node)) {
      const entries = this.#entries(node, span);
      const flow = node.flow === true;
      return { kind: "map", anchor, tag: node.tag, entries, flow, span: spanTo(entries.at(-1)?.value, node, span) };
    }
    throw new TypeError("a YAML node of a kind that YAML does not have");
  }

  /** Block text that the file ends in the middle of a line has no line break there, but for the library. */
  #textOf({ source, value }: Scalar, style: ScalarStyle, { end }: Span): string {
    const text = source ?? String(value ?? "");
    const isBlock = style === "literal" || style === "folded";
    if (!isBlock || end !== this.#text.length || !text.endsWith("\n")) return text;
    return this.#text.slice(this.#text.lastIndexOf("\n") + 1).trim() === "" ? text : text.slice(0, -1);
  }

  #items(node: YAMLSeq, span: Span): WrittenNode[] {
    return (node.items as (Node | null)[]).map((item) => this.node(item, span.start));
  }

  #entries(node: YAMLMap, span: Span): WrittenEntry[] {
    return node.items.map((pair) => {
      const key = this.node(pair.key as Node | null, span.start);
      return { key, value: this.node(pair.value as Node | null, key.span.end) };
    });
  }
}

/** The library counts the line break after a collection without brackets as a part of it. */
function spanTo(last: WrittenNode | undefined, { flow }: YAMLMap | YAMLSeq, { start, end }: Span): Span {
  return { start, end: flow === true || last === undefined ? end : last.span.end };
}
