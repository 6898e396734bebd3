import type { Span } from "../../yaml/span.ts";

/** A node of a TOML file. Spans are offsets in the file's text. */
export type TomlNode = TomlTable | TomlArray | TomlScalar;

export interface TomlTable {
  readonly kind: "table";
  /** In the order in which Python's `tomllib` puts them: that of the first mention. */
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** Of an inline table, all of it; of another, the last part of the key that opens it. */
  readonly span: Span;
}

export interface TomlEntry {
  /** The part of the key that names the entry. */
  readonly key: Span;
  readonly value: TomlNode;
}

export interface TomlArray {
  readonly kind: "array";
  readonly items: readonly TomlNode[];
  readonly span: Span;
}

export type TomlScalar = { readonly kind: "scalar"; readonly span: Span } & TomlValue;

export type TomlValue =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "integer"; readonly value: bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  /** A date or time, as it is written. */
  | { readonly type: "date"; readonly value: string };

/** The entry of a table; undefined when there is none, or no table. */
export function entryOf(node: TomlNode | undefined, key: string): TomlEntry | undefined {
  return node?.kind === "table" ? node.entries.get(key) : undefined;
}

/** Follows keys from a node. */
export function nodeAt(node: TomlNode | undefined, keys: readonly string[]): TomlNode | undefined {
  return keys.reduce<TomlNode | undefined>((inner, key) => entryOf(inner, key)?.value, node);
}

/** The text of a node when it is a string. */
export function textOf(node: TomlNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.type === "string" ? node.value : undefined;
}

/** Whether a node is the value `true`. */
export function isTrue(node: TomlNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "boolean" && node.value;
}
