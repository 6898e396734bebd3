import { type AST, ParseError, parseTOML } from "toml-eslint-parser";
import type { Span } from "../../yaml/span.ts";
import type { TomlArray, TomlEntry, TomlNode, TomlTable, TomlValue } from "./node.ts";

/** A TOML file that was read: its tables, or why it can't be read. */
export type ParsedToml =
  | { readonly root: TomlTable; readonly problem?: undefined }
  | { readonly root?: undefined; readonly problem: TomlProblem };

export interface TomlProblem {
  readonly message: string;
  readonly span: Span;
}

interface GrowingTable extends TomlTable {
  readonly entries: Map<string, TomlEntry>;
}

interface GrowingArray extends TomlArray {
  readonly items: TomlNode[];
}

/** Reads TOML 1.0, as Python's `tomllib` does, with the place of everything in it. */
export function parseToml(text: string): ParsedToml {
  try {
    const [top] = parseTOML(text, { tomlVersion: "1.0.0" }).body;
    return { root: buildRoot(top) };
  } catch (error) {
    // The parser and what is below call themselves for each level, as Python's do.
    if (error instanceof RangeError) return { problem: { message: "nested too deeply", span: { start: 0, end: 0 } } };
    if (!(error instanceof ParseError)) throw error;
    const { index: start, lineNumber, column } = error;
    const end = Math.min(start + 1, text.length);
    return {
      problem: { message: `${error.message} (line ${lineNumber}, column ${column + 1})`, span: { start, end } },
    };
  }
}

function buildRoot(top: AST.TOMLTopLevelTable): TomlTable {
  const root = newTable({ start: 0, end: 0 });
  for (const statement of top.body) {
    if (statement.type === "TOMLKeyValue") {
      addPair(root, statement);
      continue;
    }
    const table = openTable(root, statement);
    for (const pair of statement.body) addPair(table, pair);
  }
  return root;
}

/** The table that a header opens, with the tables that its key names on the way. */
function openTable(root: GrowingTable, { key, kind }: AST.TOMLTable): GrowingTable {
  const [last, ...others] = key.keys.toReversed();
  if (last === undefined) return root;
  const parent = others.reduceRight<GrowingTable>(tableUnder, root);
  if (kind === "standard") return tableUnder(parent, last);
  const list = listUnder(parent, last);
  const table = newTable(spanOf(last));
  list.items.push(table);
  return table;
}

function addPair(table: GrowingTable, { key, value }: AST.TOMLKeyValue): void {
  const [last, ...others] = key.keys.toReversed();
  if (last === undefined) return;
  const parent = others.reduceRight<GrowingTable>(tableUnder, table);
  parent.entries.set(nameOf(last), { key: spanOf(last), value: buildValue(value) });
}

type Part = AST.TOMLBare | AST.TOMLQuoted;

/** The table under a key: the one that is there, the last of an array of tables, or a new one. */
function tableUnder(parent: GrowingTable, part: Part): GrowingTable {
  const present = parent.entries.get(nameOf(part))?.value;
  const table = present?.kind === "array" ? present.items.at(-1) : present;
  // The parser has refused keys that lead through anything else.
  if (table?.kind === "table") return table as GrowingTable;
  const opened = newTable(spanOf(part));
  parent.entries.set(nameOf(part), { key: spanOf(part), value: opened });
  return opened;
}

function listUnder(parent: GrowingTable, part: Part): GrowingArray {
  const present = parent.entries.get(nameOf(part))?.value;
  if (present?.kind === "array") return present as GrowingArray;
  const list: GrowingArray = { kind: "array", items: [], span: spanOf(part) };
  parent.entries.set(nameOf(part), { key: spanOf(part), value: list });
  return list;
}

function buildValue(node: AST.TOMLContentNode): TomlNode {
  if (node.type === "TOMLArray") return { kind: "array", items: node.elements.map(buildValue), span: spanOf(node) };
  if (node.type === "TOMLValue") return { kind: "scalar", span: spanOf(node), ...valueOf(node) };
  const table = newTable(spanOf(node));
  for (const pair of node.body) addPair(table, pair);
  return table;
}

function valueOf(node: AST.TOMLValue): TomlValue {
  switch (node.kind) {
    case "string":
      return { type: "string", value: node.value };
    case "integer":
      return { type: "integer", value: node.bigint };
    case "float":
      return { type: "float", value: node.value };
    case "boolean":
      return { type: "boolean", value: node.value };
    case "offset-date-time":
    case "local-date-time":
    case "local-date":
    case "local-time":
      return { type: "date", value: node.datetime };
    default:
      return node satisfies never;
  }
}

function newTable(span: Span): GrowingTable {
  return { kind: "table", entries: new Map(), span };
}

function nameOf(part: Part): string {
  return part.type === "TOMLBare" ? part.name : part.value;
}

function spanOf({ range: [start, end] }: { readonly range: readonly [number, number] }): Span {
  return { start, end };
}
