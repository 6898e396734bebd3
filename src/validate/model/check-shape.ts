import {
  entryOf,
  isNull,
  keyText,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
} from "../../yaml/node.ts";
import type { Span } from "../../yaml/span.ts";
import { accepts } from "./accepts.ts";
import { type FieldType, type Model, STRING } from "./field.ts";

/** A way in which a file is not what a model asks for. */
export type ShapeProblem =
  | {
      readonly kind: "missing-key";
      readonly span: Span;
      readonly scope: Span;
      readonly key: string;
      readonly model: Model;
    }
  | {
      readonly kind: "wrong-type";
      readonly span: Span;
      readonly what: string;
      readonly node: YamlNode;
      readonly type: FieldType;
      readonly nullable: boolean;
    }
  | {
      readonly kind: "unknown-value";
      readonly span: Span;
      readonly what: string;
      readonly node: YamlNode;
      readonly value: string;
      readonly choices: readonly string[];
    }
  | {
      readonly kind: "unknown-key";
      readonly span: Span;
      readonly key: string;
      readonly map: YamlMap;
      readonly model: Model;
    };

/** A value on its way through the checks: where it stands, and how a message names it. */
interface Checked {
  readonly node: YamlNode;
  /** The place to show: the value, or the key where the value is empty. */
  readonly span: Span;
  readonly what: string;
}

/** Everything in which a file differs from a model. The root is a map. */
export function checkShape(model: Model, root: YamlMap): readonly ShapeProblem[] {
  return [...checkKeys("the top level", root), ...checkModel(model, root)];
}

/** Python takes the keys as argument names, or pydantic asks for strings. */
function* checkKeys(where: string, map: YamlMap): Generator<ShapeProblem> {
  for (const { key } of map.entries) {
    if (key.value.type === "string" || key.value.type === "unknown") continue;
    yield { kind: "wrong-type", span: key.span, what: `a key of ${where}`, node: key, type: STRING, nullable: false };
  }
}

function* checkModel(model: Model, map: YamlMap): Generator<ShapeProblem> {
  const hasUnknownKey = map.entries.some(({ key }) => key.value.type === "unknown");
  for (const [key, field] of Object.entries(model.fields)) {
    const entry = entryOf(map, key);
    if (entry === undefined) {
      if (field.required && !hasUnknownKey)
        yield { kind: "missing-key", span: headOf(map), scope: map.span, key, model };
      continue;
    }
    yield* checkField(field.type, field.nullable, checkedEntry(entry, key));
  }
  const known = new Set([...Object.keys(model.fields), ...(model.alsoKnown ?? [])]);
  for (const entry of map.entries) {
    const key = keyText(entry);
    if (key !== undefined && !known.has(key)) yield { kind: "unknown-key", span: entry.key.span, key, map, model };
  }
}

function* checkField(type: FieldType, nullable: boolean, { node, span, what }: Checked): Generator<ShapeProblem> {
  if (nullable && isNull(node)) return;
  const verdict = accepts(type, node);
  if (verdict === "type") yield { kind: "wrong-type", span, what, node, type, nullable };
  else if (verdict === "value" && type.is === "choice" && node.kind === "scalar") {
    const value = node.value.type === "string" ? node.value.value : "";
    yield { kind: "unknown-value", span, what, node, value, choices: type.of };
  } else if (verdict === "ok") yield* checkInside(type, node, what);
}

function* checkInside(type: FieldType, node: YamlNode, what: string): Generator<ShapeProblem> {
  if (type.is === "model" && node.kind === "map") yield* checkModel(type.model, node);
  if (type.is === "list" && node.kind === "list") {
    for (const item of node.items)
      yield* checkField(type.of, false, { node: item.value, span: placeOf(item), what: `an item of ${what}` });
  }
  if (type.is === "record" && node.kind === "map") {
    yield* checkKeys(what, node);
    for (const entry of node.entries) yield* checkField(type.of, false, checkedEntry(entry, keyText(entry) ?? ""));
  }
}

function checkedEntry(entry: YamlEntry, key: string): Checked {
  return { node: entry.value, span: placeOf(entry), what: `'${key}'` };
}

/** The span of a value; of an empty one, the key's. */
export function placeOf(item: YamlItem | YamlEntry): Span {
  const { span } = item.value;
  if (span.end > span.start) return span;
  return "key" in item ? item.key.span : item.at;
}

/** The first key of a map: what can be pointed at when something is missing. */
export function headOf(map: YamlMap): Span {
  return map.entries[0]?.key.span ?? map.span;
}
