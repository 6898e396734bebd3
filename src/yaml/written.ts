import type { Span } from "./span.ts";

/**
 * A node as the file writes it: merge keys, equal keys and aliases are all still there. What an editor of the text looks
 * at; what the values mean is for {@link parseYaml}.
 */
export type WrittenNode = WrittenScalar | WrittenList | WrittenMap | WrittenAlias;

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** What may stand before a node. */
interface Properties {
  /** The name of its anchor. */
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

export interface WrittenScalar extends Properties {
  readonly kind: "scalar";
  /** The text, whatever type YAML gives it. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** With its quotes or its block header, without anchor and tag; empty where nothing is written. */
  readonly span: Span;
}

export interface WrittenList extends Properties {
  readonly kind: "list";
  readonly items: readonly WrittenNode[];
  /** To the end of its brackets or of its last item. */
  readonly span: Span;
}

export interface WrittenMap extends Properties {
  readonly kind: "map";
  readonly entries: readonly WrittenEntry[];
  /** Written in braces. */
  readonly flow: boolean;
  /** To the end of its braces or of its last value. */
  readonly span: Span;
}

export interface WrittenEntry {
  readonly key: WrittenNode;
  readonly value: WrittenNode;
}

export interface WrittenAlias {
  readonly kind: "alias";
  readonly name: string;
  /** Undefined when nothing before the alias has the anchor, and inside the anchored node itself. */
  readonly target: Exclude<WrittenNode, WrittenAlias> | undefined;
  readonly span: Span;
}

export interface WrittenDocument {
  readonly root: WrittenNode;
  /** From the end of the document before to its own end. */
  readonly span: Span;
}

export type WrittenStream =
  | { readonly documents: readonly WrittenDocument[] }
  | { readonly problem: { readonly span: Span; readonly message: string } };

/** What a node is, an alias followed. */
export function followed(node: WrittenNode): Exclude<WrittenNode, WrittenAlias> | undefined {
  return node.kind === "alias" ? node.target : node;
}

/** The text of a scalar, an alias followed; undefined for lists, maps and what is not written. */
export function writtenText(node: WrittenNode | undefined): string | undefined {
  const found = node === undefined ? undefined : followed(node);
  return found?.kind === "scalar" && found.span.end > found.span.start ? found.value : undefined;
}
