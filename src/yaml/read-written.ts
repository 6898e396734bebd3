import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Parser,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { readQuickly } from "./quick-read.ts";
import type { Span } from "./span.ts";
import type {
  ScalarStyle,
  WrittenAlias,
  WrittenDocument,
  WrittenEntry,
  WrittenNode,
  WrittenScalar,
  WrittenStream,
} from "./written.ts";

/** A rule of YAML that hardly any loader keeps. */
const TOLERATED = /^Comments must be separated/;

/** Reads a stream of YAML or JSON documents. Takes every file whose structure is clear, also what CPEX refuses. */
export function readWritten(text: string): WrittenStream {
  const documents = readQuickly(text);
  return documents === undefined ? readFully(text) : { documents };
}

/** {@link readWritten} for every file that YAML allows, much more slowly. */
export function readFully(text: string): WrittenStream {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: { span: { start: 0, end: 0 }, message: "lists and maps are too deep inside each other" } };
  }
}

function read(text: string): WrittenStream {
  const composer = new Composer({ version: "1.1", schema: "failsafe", merge: false, uniqueKeys: false });
  const documents: WrittenDocument[] = [];
  let start = 0;
  for (const document of composer.compose(new Parser().parse(text), true, text.length) as Iterable<Document.Parsed>) {
    const error = document.errors.find(({ message }) => !TOLERATED.test(message));
    if (error !== undefined) return { problem: syntaxProblem(error.pos, error.message, text) };
    const end = document.range[2];
    documents.push({ root: new Writer().node(document.contents, document.range[0]), span: { start, end } });
    start = end;
  }
  return { documents };
}

function syntaxProblem([start, end]: readonly [number, number], message: string, text: string) {
  const conflict = /^(?:<{7}|={7}|>{7})(?= |\r?$)/m.exec(text);
  if (conflict === null) return { span: { start, end }, message: message.charAt(0).toLowerCase() + message.slice(1) };
  const span = { start: conflict.index, end: conflict.index + conflict[0].length };
  return { span, message: "a merge conflict was left in the file" };
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  BLOCK_FOLDED: "folded",
  BLOCK_LITERAL: "literal",
  QUOTE_DOUBLE: "double",
  QUOTE_SINGLE: "single",
};

class Writer {
  readonly #anchors = new Map<string, WrittenAlias["target"]>();

  /** The node for a YAML node; an absent one is an empty scalar at the given place. */
  node(node: Node | null, absentAt: number): WrittenNode {
    if (node === null) {
      return { kind: "scalar", value: "", style: "plain", tag: undefined, span: { start: absentAt, end: absentAt } };
    }
    const [start, end] = node.range ?? [absentAt, absentAt];
    const span = { start, end };
    if (isAlias(node)) return { kind: "alias", name: node.source, target: this.#anchors.get(node.source), span };
    const anchor = "anchor" in node && typeof node.anchor === "string" ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const made = this.#made(node, span);
    if (anchor !== undefined) this.#anchors.set(anchor, made);
    return made;
  }

  #made(node: Node, span: Span): Exclude<WrittenNode, WrittenAlias> {
    if (isScalar(node)) return scalar(node, span);
    if (isSeq(node)) return { kind: "list", items: this.#items(node, span), span };
    if (isMap(node)) return { kind: "map", entries: this.#entries(node, span), flow: node.flow === true, span };
    throw new TypeError("a YAML node of a kind that YAML does not have");
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

function scalar(node: Scalar, span: Span): WrittenScalar {
  const value = node.source ?? String(node.value ?? "");
  return { kind: "scalar", value, style: STYLES[node.type ?? ""] ?? "plain", tag: node.tag, span };
}
