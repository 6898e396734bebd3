import type { ScalarValue } from "./scalar.ts";
import type { Span } from "./span.ts";

/** A node of a YAML file, with aliases followed and merge keys resolved; nodes are shared where the file shares them. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  /** Written without quotes, so that YAML chose the type. */
  readonly plain: boolean;
  readonly span: Span;
}

export interface YamlList {
  readonly kind: "list";
  readonly items: readonly YamlItem[];
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: "map";
  /** One entry a key: of equal keys the last, and a key of the map itself before a merged one. */
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlItem {
  readonly value: YamlNode;
  /** Where the item stands: at an alias, the alias and not what it stands for. */
  readonly at: Span;
}

export interface YamlEntry extends YamlItem {
  readonly key: YamlScalar;
}

/** A place in a document: keys and indexes from the root. */
export type YamlPath = readonly (string | number)[];

/** Maps with more entries are asked by an index. */
const FEW = 16;
const indexes = new WeakMap<YamlMap, ReadonlyMap<string | undefined, YamlEntry>>();

/** The entry of a map under a string key. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== "map") return undefined;
  if (node.entries.length <= FEW) return node.entries.find((entry) => keyText(entry) === key);
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(node.entries.map((entry) => [keyText(entry), entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

/** The key of an entry when it is a known string. */
export function keyText({ key }: YamlEntry): string | undefined {
  return key.value.type === "string" ? key.value.value : undefined;
}

/** The text of a node when it is a known string. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.value.type === "string" ? node.value.value : undefined;
}

/** Whether a node is a scalar that says nothing: `null`, `~` or empty. */
export function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "null";
}

/** Whether a node is a value that only the environment decides. */
export function isUnknown(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.value.type === "unknown";
}
