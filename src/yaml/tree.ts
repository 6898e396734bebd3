import { YAML_LIMITS } from "./limits.ts";
import type { YamlEntry, YamlItem, YamlList, YamlMap, YamlNode, YamlScalar } from "./node.ts";
import type { YamlProblem, YamlProblemCode } from "./problem.ts";
import { resolvePlain, resolveTagged, type ScalarValue } from "./scalar.ts";
import { overlapsAny, type Span } from "./span.ts";
import {
  followed,
  type WrittenAlias,
  type WrittenEntry,
  type WrittenList,
  type WrittenMap,
  type WrittenNode,
  type WrittenScalar,
} from "./written.ts";

const TAG_PREFIX = "tag:yaml.org,2002:";
const UNKNOWN: ScalarValue = { type: "unknown" };

/** How much a node is when every alias is replaced by what it stands for. */
interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

export interface TreeSource {
  /** The text that the nodes were read from. */
  readonly text: string;
  readonly root: WrittenNode;
  /** Spans of the text whose content is not known. */
  readonly unknown: readonly Span[];
  /** From a span of the text to the span of the file. */
  readonly toSource: (span: Span) => Span;
}

export interface Tree {
  readonly root: YamlNode;
  readonly problems: readonly YamlProblem[];
}

/** Makes typed nodes of a YAML document: scalars as Python types them, aliases followed, merge keys resolved. */
export function buildTree(source: TreeSource): Tree {
  const builder = new TreeBuilder(source);
  const root = builder.node(source.root, { start: 0, end: 0 });
  builder.checkSize(root);
  return { root, problems: builder.problems };
}

class TreeBuilder {
  readonly problems: YamlProblem[] = [];
  readonly #source: TreeSource;
  /** Undefined while the anchored node is still being made: an alias to it would be part of itself. */
  readonly #anchors = new Map<string, { readonly span: Span; node: YamlNode | undefined }>();
  readonly #extents = new Map<YamlNode, Extent>();
  /** How many entries merge keys have brought in. */
  #merged = 0;

  constructor(source: TreeSource) {
    this.#source = source;
  }

  /** The typed node for a written one; an empty one is at the given place. */
  node(node: WrittenNode, emptyAt: Span): YamlNode {
    const span = isEmpty(node) ? emptyAt : this.#span(node);
    if (node.kind === "alias") return this.#alias(node, span);
    const anchor = node.anchor === undefined ? undefined : this.#declare(node.anchor, node.span.start);
    const made = node.kind === "scalar" ? this.#scalar(node, span) : this.#collection(node, span);
    if (anchor !== undefined) anchor.node = made;
    return made;
  }

  checkSize(root: YamlNode): void {
    const { nodes, depth } = this.#extentOf(root);
    if (nodes + this.#merged > YAML_LIMITS.nodes) {
      this.#report(
        "yaml/too-large",
        root.span,
        `with its aliases written out, the file has more than ${YAML_LIMITS.nodes} values`,
      );
    } else if (depth > YAML_LIMITS.depth) {
      this.#report(
        "yaml/too-large",
        root.span,
        `with its aliases written out, the file is more than ${YAML_LIMITS.depth} levels deep`,
      );
    }
  }

  /** The line breaks after block text belong to it, and nobody would mark them. */
  #span({ span: { start, end } }: WrittenNode): Span {
    const { text, toSource } = this.#source;
    let last = end;
    while (last > start && isBlank(text.charCodeAt(last - 1))) last--;
    return toSource({ start, end: last });
  }

  #report(code: YamlProblemCode, span: Span, message: string, related?: YamlProblem["related"]): void {
    this.problems.push({ code, span, message, ...(related === undefined ? {} : { related }) });
  }

  /** @param before where the value begins that the anchor stands before */
  #declare(name: string, before: number): { readonly span: Span; node: YamlNode | undefined } {
    const start = this.#source.text.lastIndexOf(`&${name}`, before);
    const span = this.#source.toSource({ start, end: start + 1 + name.length });
    const first = this.#anchors.get(name);
    if (first !== undefined) {
      const related = [{ span: first.span, message: "it stands here too" }];
      this.#report("yaml/anchor", span, `the anchor '&${name}' is used twice, which the loader refuses`, related);
    }
    const anchor = { span, node: undefined };
    this.#anchors.set(name, anchor);
    return anchor;
  }

  #alias({ name }: WrittenAlias, span: Span): YamlNode {
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) this.#report("yaml/anchor", span, `no value before this one has the anchor '&${name}'`);
    return anchor?.node ?? { kind: "scalar", value: UNKNOWN, plain: true, span };
  }

  #scalar(node: WrittenScalar, span: Span): YamlScalar {
    const plain = node.style === "plain";
    return { kind: "scalar", value: this.#value(node, plain, span), plain, span };
  }

  #value(node: WrittenScalar, plain: boolean, span: Span): ScalarValue {
    if (overlapsAny(node.span, this.#source.unknown)) return UNKNOWN;
    const tag = tagOf(node);
    const value =
      tag === undefined
        ? plain
          ? resolvePlain(node.value)
          : { type: "string" as const, value: node.value }
        : resolveTagged(tag, node.value);
    if (value.type !== "invalid") return value;
    this.#report("yaml/invalid-value", span, value.message);
    return UNKNOWN;
  }

  #collection(node: WrittenMap | WrittenList, span: Span): YamlNode {
    const tag = tagOf(node);
    const made = node.kind === "map" ? this.#map(node, span) : this.#list(node, span);
    if (tag === undefined || tag === (made.kind === "map" ? "map" : "seq")) return made;
    const isPairs = made.kind === "list" && (tag === "omap" || tag === "pairs") && made.items.every(isPair);
    if (!isPairs && (made.kind !== "map" || tag !== "set")) {
      this.#report("yaml/invalid-value", span, `this ${made.kind} can't have the tag !!${tag}`);
    }
    // A Python set or a list of tuples: no field is of that type, but lists take sets.
    return { kind: "scalar", value: UNKNOWN, plain: true, span };
  }

  #list(node: WrittenList, span: Span): YamlList {
    const items = node.items.map((item): YamlItem => {
      const value = this.node(item, isEmpty(item) ? this.#dashBefore(item) : span);
      return { value, at: item.kind === "alias" ? this.#span(item) : value.span };
    });
    return this.#measured({ kind: "list", items, span }, items);
  }

  /** The dash of an empty item stands for it. */
  #dashBefore({ span: { start } }: WrittenNode): Span {
    const { text, toSource } = this.#source;
    let dash = start - 1;
    while (dash > 0 && text.charAt(dash) === " ") dash--;
    return toSource(text.charAt(dash) === "-" ? { start: dash, end: dash + 1 } : { start, end: start });
  }

  #map(node: WrittenMap, span: Span): YamlMap {
    const merged: YamlEntry[] = [];
    const own: YamlEntry[] = [];
    for (const entry of node.entries) {
      if (isMergeKey(entry.key)) merged.push(...this.#merge(entry.value, span));
      else own.push(this.#entry(entry));
    }
    this.#checkDuplicates(own);
    const byKey = new Map([...merged, ...own].map((entry) => [identity(entry.key), entry]));
    const entries = [...byKey.values()];
    return this.#measured({ kind: "map", entries, span }, entries);
  }

  #entry(entry: WrittenEntry): YamlEntry {
    const at = isEmpty(entry.key) ? this.#colonAfter(entry.key) : this.#span(entry.key);
    const keyNode = isEqualsSign(entry.key) ? equalsSign(at) : this.node(entry.key, at);
    const key: YamlScalar =
      keyNode.kind === "scalar" ? { ...keyNode, span: at } : { kind: "scalar", value: UNKNOWN, plain: true, span: at };
    const kind = followed(entry.key)?.kind ?? "scalar";
    if (kind !== "scalar") this.#report("yaml/invalid-value", at, `a ${kind} can't be a key`);
    const value = this.node(entry.value, { start: at.end, end: at.end });
    return { key, value, at: entry.value.kind === "alias" ? this.#span(entry.value) : value.span };
  }

  /** The colon of an empty key stands for it. */
  #colonAfter({ span: { start } }: WrittenNode): Span {
    const { text, toSource } = this.#source;
    let colon = start;
    while (isBlank(text.charCodeAt(colon))) colon++;
    return toSource(text.charAt(colon) === ":" ? { start: colon, end: colon + 1 } : { start, end: start });
  }

  /** The entries that `<<` brings in, in the order in which later ones win. */
  #merge(node: WrittenNode, span: Span): readonly YamlEntry[] {
    const value = this.node(node, span);
    const maps = value.kind === "list" ? value.items.map((item) => item.value).reverse() : [value];
    return maps.flatMap((map) => {
      if (map.kind === "map") return this.#mergeable(map);
      this.#report("yaml/invalid-value", isEmpty(node) ? span : this.#span(node), "'<<' takes a map or a list of maps");
      return [];
    });
  }

  /** Each merge costs as many steps as it brings entries; {@link checkSize} says so when they are too many. */
  #mergeable({ entries }: YamlMap): readonly YamlEntry[] {
    this.#merged += entries.length;
    return this.#merged > YAML_LIMITS.nodes ? [] : entries;
  }

  #checkDuplicates(entries: readonly YamlEntry[]): void {
    const seen = new Map<unknown, YamlEntry>();
    for (const entry of entries) {
      const id = identity(entry.key);
      const first = seen.get(id);
      if (first !== undefined) {
        const related = [{ span: first.key.span, message: "this one is ignored" }];
        this.#report(
          "yaml/duplicate-key",
          entry.key.span,
          "this key is set twice in the same map; the last one wins",
          related,
        );
      }
      seen.set(id, entry);
    }
  }

  #extentOf(node: YamlNode): Extent {
    return this.#extents.get(node) ?? { nodes: 1, depth: 0 };
  }

  #measured<Collection extends YamlNode>(node: Collection, items: readonly YamlItem[]): Collection {
    const extents = items.map((item) => this.#extentOf(item.value));
    const nodes = extents.reduce((sum, extent) => sum + extent.nodes, 1);
    const depth = extents.reduce((max, extent) => Math.max(max, extent.depth), 0) + 1;
    this.#extents.set(node, { nodes, depth });
    return node;
  }
}

function isEmpty({ span }: WrittenNode): boolean {
  return span.end === span.start;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** The tag that a node is written with, without YAML's own prefix; a lone `!` says nothing to PyYAML. */
function tagOf({ tag }: WrittenScalar | WrittenList | WrittenMap): string | undefined {
  if (tag === undefined || tag === "!") return undefined;
  return tag.startsWith(TAG_PREFIX) ? tag.slice(TAG_PREFIX.length) : tag;
}

/** A map of one entry, as the lists of `!!omap` and `!!pairs` have. */
function isPair({ value }: YamlItem): boolean {
  return value.kind === "map" && value.entries.length === 1;
}

function isMergeKey(key: WrittenNode): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.value === "<<" && key.tag === undefined;
}

/** As a value, `=` has a meaning of its own in YAML 1.1; as a key, PyYAML takes it for a text. */
function isEqualsSign(key: WrittenNode): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.value === "=" && key.tag === undefined;
}

function equalsSign(span: Span): YamlScalar {
  return { kind: "scalar", value: { type: "string", value: "=" }, plain: true, span };
}

/** Equal for keys that are the same to a Python dict, where 1, 1.0 and true are. */
function identity({ value }: YamlScalar): unknown {
  switch (value.type) {
    case "string":
      return `text ${value.value}`;
    case "boolean":
      return value.value ? 1 : 0;
    case "integer": {
      const number = Number(value.value);
      return Number.isSafeInteger(number) ? number : `integer ${value.value}`;
    }
    case "float":
      return value.value;
    case "date":
      return `date ${value.value}`;
    case "null":
      return null;
    case "unknown":
      return Symbol("unknown");
    default:
      return value satisfies never;
  }
}
