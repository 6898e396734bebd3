import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { YAML_LIMITS } from "./limits.ts";
import type { YamlEntry, YamlItem, YamlList, YamlMap, YamlNode, YamlScalar } from "./node.ts";
import type { YamlProblem, YamlProblemCode } from "./problem.ts";
import { resolvePlain, resolveTagged, type ScalarValue } from "./scalar.ts";
import { overlapsAny, type Span } from "./span.ts";

const TAG_PREFIX = "tag:yaml.org,2002:";
const UNKNOWN: ScalarValue = { type: "unknown" };

/** How much a node is when every alias is replaced by what it stands for. */
interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

export interface TreeSource {
  /** The text that the document was made of. */
  readonly text: string;
  readonly document: Document.Parsed;
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
  const root = builder.node(source.document.contents, { start: 0, end: 0 });
  builder.checkSize(root);
  return { root, problems: builder.problems };
}

class TreeBuilder {
  readonly problems: YamlProblem[] = [];
  readonly #source: TreeSource;
  /** Undefined while the anchored node is still being made: an alias to it would be part of itself. */
  readonly #anchors = new Map<string, { readonly span: Span; node: YamlNode | undefined }>();
  readonly #extents = new Map<YamlNode, Extent>();

  constructor(source: TreeSource) {
    this.#source = source;
  }

  /** The node for a YAML node; an absent one is a null at the given place. */
  node(node: Node | null, absentAt: Span): YamlNode {
    if (node === null) return { kind: "scalar", value: { type: "null" }, plain: true, span: absentAt };
    const span = this.#span(node);
    if (isAlias(node)) return this.#alias(node.source, span);
    const anchor = "anchor" in node && typeof node.anchor === "string" ? this.#declare(node.anchor, span) : undefined;
    if (!isScalar(node) && !isCollection(node)) throw new TypeError("a YAML node of a kind that YAML does not have");
    const made = isScalar(node) ? this.#scalar(node, span) : this.#collection(node, span);
    if (anchor !== undefined) anchor.node = made;
    return made;
  }

  checkSize(root: YamlNode): void {
    const { nodes, depth } = this.#extentOf(root);
    if (nodes > YAML_LIMITS.nodes) {
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

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return this.#source.toSource({ start, end });
  }

  #report(code: YamlProblemCode, span: Span, message: string, related?: YamlProblem["related"]): void {
    this.problems.push({ code, span, message, ...(related === undefined ? {} : { related }) });
  }

  #declare(name: string, span: Span): { readonly span: Span; node: YamlNode | undefined } {
    const first = this.#anchors.get(name);
    if (first !== undefined) {
      const related = [{ span: first.span, message: "the other value with this anchor" }];
      this.#report("yaml/anchor", span, `the anchor '&${name}' is used twice, which the loader refuses`, related);
    }
    const anchor = { span, node: undefined };
    this.#anchors.set(name, anchor);
    return anchor;
  }

  #alias(name: string, span: Span): YamlNode {
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) this.#report("yaml/anchor", span, `no value before this one has the anchor '&${name}'`);
    return anchor?.node ?? { kind: "scalar", value: UNKNOWN, plain: true, span };
  }

  #scalar(node: Scalar, span: Span): YamlScalar {
    const plain = node.type === "PLAIN" || node.type === undefined;
    return { kind: "scalar", value: this.#value(node, plain, span), plain, span };
  }

  #value(node: Scalar, plain: boolean, span: Span): ScalarValue {
    const [start, end] = node.range ?? [0, 0];
    if (overlapsAny({ start, end }, this.#source.unknown)) return UNKNOWN;
    const text = this.#text(node, end);
    const tag = tagOf(node);
    const value =
      tag === undefined
        ? plain
          ? resolvePlain(text)
          : { type: "string" as const, value: text }
        : resolveTagged(tag, text);
    if (value.type !== "invalid") return value;
    this.#report("yaml/invalid-value", span, value.message);
    return UNKNOWN;
  }

  /** The text of a scalar; block text that the file ends in the middle of a line has no line break there. */
  #text(node: Scalar, end: number): string {
    const text = node.source ?? String(node.value ?? "");
    const isBlock = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
    const all = this.#source.text;
    if (!isBlock || end !== all.length || !text.endsWith("\n")) return text;
    return all.slice(all.lastIndexOf("\n") + 1).trim() === "" ? text : text.slice(0, -1);
  }

  #collection(node: YAMLMap | YAMLSeq, span: Span): YamlNode {
    const tag = tagOf(node);
    const made = isMap(node) ? this.#map(node, span) : this.#list(node, span);
    if (tag === undefined || tag === (made.kind === "map" ? "map" : "seq")) return made;
    if (tag !== "set" && tag !== "omap" && tag !== "pairs") {
      this.#report("yaml/invalid-value", span, `a ${made.kind} can't have the tag !!${tag}`);
    }
    // A Python set or a list of tuples: no field is of that type, but lists take sets.
    return { kind: "scalar", value: UNKNOWN, plain: true, span };
  }

  #list(node: YAMLSeq, span: Span): YamlList {
    const items = (node.items as (Node | null)[]).map((item): YamlItem => {
      const value = this.node(item, { start: span.start, end: span.start });
      return { value, at: isAlias(item) ? this.#span(item) : value.span };
    });
    return this.#measured({ kind: "list", items, span }, items);
  }

  #map(node: YAMLMap, span: Span): YamlMap {
    const merged: YamlEntry[] = [];
    const own: YamlEntry[] = [];
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      if (isMergeKey(pair.key)) merged.push(...this.#merge(pair.value, span));
      else own.push(this.#entry(pair, span));
    }
    this.#checkDuplicates(own);
    const byKey = new Map([...merged, ...own].map((entry) => [identity(entry.key), entry]));
    const entries = [...byKey.values()];
    return this.#measured({ kind: "map", entries, span }, entries);
  }

  #entry(pair: Pair<Node | null, Node | null>, span: Span): YamlEntry {
    const keyNode = this.node(pair.key, { start: span.start, end: span.start });
    const at = pair.key !== null ? this.#span(pair.key) : keyNode.span;
    const key: YamlScalar =
      keyNode.kind === "scalar" ? { ...keyNode, span: at } : { kind: "scalar", value: UNKNOWN, plain: true, span: at };
    if (keyNode.kind !== "scalar") this.#report("yaml/invalid-value", at, `a ${keyNode.kind} can't be a key`);
    const value = this.node(pair.value, { start: at.end, end: at.end });
    return { key, value, at: isAlias(pair.value) ? this.#span(pair.value) : value.span };
  }

  /** The entries that `<<` brings in, in the order in which later ones win. */
  #merge(node: Node | null, span: Span): readonly YamlEntry[] {
    const value = this.node(node, span);
    const maps = value.kind === "list" ? value.items.map((item) => item.value).reverse() : [value];
    return maps.flatMap((map) => {
      if (map.kind === "map") return map.entries;
      this.#report("yaml/invalid-value", node === null ? span : this.#span(node), "'<<' takes a map or a list of maps");
      return [];
    });
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

/** The tag that a node is written with, without YAML's own prefix; a lone `!` says nothing to PyYAML. */
function tagOf(node: Scalar | YAMLMap | YAMLSeq): string | undefined {
  if (node.tag === undefined || node.tag === "!") return undefined;
  return node.tag.startsWith(TAG_PREFIX) ? node.tag.slice(TAG_PREFIX.length) : node.tag;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<" && key.tag === undefined;
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
