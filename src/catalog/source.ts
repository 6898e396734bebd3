import type { Span } from "../yaml/span.ts";
import { nodeAt, type TomlNode, type TomlTable } from "./toml/node.ts";
import { type ParsedToml, parseToml } from "./toml/parse.ts";

/** A file of a repository that was read. */
export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export type TomlFile = SourceFile & ParsedToml;

/** A place in a file of the repository. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export function tomlFile(source: SourceFile): TomlFile {
  return { ...source, ...parseToml(source.text) };
}

/** A table that is not written. */
export const EMPTY_TABLE: TomlTable = { kind: "table", entries: new Map(), span: { start: 0, end: 0 } };

/** A table of a file as `get(key, {})` of Python finds it: one that is not written is empty; undefined when it is no table. */
export function tableOf(file: TomlFile | undefined, ...keys: readonly string[]): TomlTable | undefined {
  if (file?.root === undefined) return undefined;
  let table: TomlTable = file.root;
  for (const key of keys) {
    const node: TomlNode = nodeAt(table, [key]) ?? EMPTY_TABLE;
    if (node.kind !== "table") return undefined;
    table = node;
  }
  return table;
}

/** Where the value under the keys is, or else the nearest table around it that is written; at last the start of the file. */
export function placeOf(file: TomlFile, ...keys: readonly string[]): Place {
  for (let length = keys.length; length > 0; length--) {
    const node = nodeAt(file.root, keys.slice(0, length));
    if (node !== undefined) return { file: file.file, span: node.span };
  }
  return startOf(file.file);
}

/** The start of a file, or a file or folder that is not there. */
export function startOf(file: string): Place {
  return { file, span: { start: 0, end: 0 } };
}
