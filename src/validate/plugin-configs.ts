import { z } from "zod";
import { entryOf, keyText, type YamlEntry, type YamlItem, type YamlMap, type YamlNode } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import { holdsUnknown, toData } from "../yaml/to-data.ts";
import { headOf, placeOf } from "./model/check-shape.ts";
import { nameOf } from "./plugins.ts";
import type { Finding, RuleInput } from "./rule.ts";

/** What a plugin's own schema says about its `config`. */
export interface PluginConfigCheck {
  readonly kind: string;
  readonly issues: readonly Finding[];
  readonly unknownKeys: readonly UnknownSetting[];
}

interface UnknownSetting {
  readonly key: string;
  readonly span: Span;
  readonly known: readonly string[];
  /** Those of them that are not set. */
  readonly free: readonly string[];
}

const EMPTY: YamlMap = { kind: "map", entries: [], span: { start: 0, end: 0 } };

/** Checks the config of every plugin whose kind has a schema here. */
export function pluginConfigs({
  plugins,
  schemas,
}: Pick<RuleInput, "plugins" | "schemas">): readonly PluginConfigCheck[] {
  return plugins.flatMap((plugin) => {
    const schema = plugin.kind === undefined ? undefined : schemas.get(plugin.kind);
    if (plugin.kind === undefined || schema === undefined) return [];
    const entry = entryOf(plugin.map, "config");
    const config = entry?.value.kind === "map" ? entry.value : EMPTY;
    // Without a config, the plugin itself is the only place to show.
    const start = entry === undefined ? headOf(plugin.map) : entry.key.span;
    const result = schema.safeParse(toData(config));
    const issues = result.success
      ? []
      : result.error.issues.flatMap((issue) => findingsOf(issue, config, start, nameOf(plugin)));
    return [{ kind: plugin.kind, issues, unknownKeys: [...unknownSettings(schema, config)] }];
  });
}

function findingsOf(issue: z.core.$ZodIssue, config: YamlMap, start: Span, title: string): Finding[] {
  const { node, span, complete } = follow(config, issue.path, start);
  // Whether a value from the environment fits is not known.
  if (holdsUnknown(node)) return [];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      span: entryOf(node, key)?.key.span ?? span,
      message: `'${key}' is not a setting of this plugin`,
    }));
  }
  const path = issue.path.map(String).join(".");
  const message = complete ? issue.message : `plugin ${title} needs the setting '${path}'`;
  return [{ span, message, ...(complete ? {} : { scope: config.span }) }];
}

/** The place that a schema's path leads to, or the last one on the way that is there. */
function follow(
  config: YamlMap,
  path: readonly PropertyKey[],
  start: Span,
): { readonly node: YamlNode; readonly span: Span; readonly complete: boolean } {
  let node: YamlNode = config;
  let span = start;
  for (const step of path) {
    const item: YamlItem | undefined = node.kind === "list" ? node.items[Number(step)] : entryOf(node, String(step));
    if (item === undefined)
      return { node, span: node.kind === "map" && node !== config ? headOf(node) : span, complete: false };
    [node, span] = [item.value, placeOf(item)];
  }
  return { node, span, complete: true };
}

/** The keys of a config that its schema does not have, as deep as the schema is made of objects, lists and records. */
function* unknownSettings(schema: unknown, node: YamlNode): Generator<UnknownSetting> {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && node.kind === "list") {
    for (const { value } of node.items) yield* unknownSettings(inner.element, value);
  } else if (inner instanceof z.ZodRecord && node.kind === "map") {
    for (const { value } of node.entries) yield* unknownSettings(inner.valueType, value);
  } else if (inner instanceof z.ZodObject && node.kind === "map" && inner.def.catchall === undefined) {
    for (const entry of node.entries) yield* unknownEntry(inner.shape, entry, node);
  }
}

function* unknownEntry(
  shape: Readonly<Record<string, unknown>>,
  entry: YamlEntry,
  map: YamlMap,
): Generator<UnknownSetting> {
  const key = keyText(entry);
  if (key === undefined) return;
  if (Object.hasOwn(shape, key)) yield* unknownSettings(shape[key], entry.value);
  else {
    const known = Object.keys(shape);
    yield { key, span: entry.key.span, known, free: known.filter((name) => entryOf(map, name) === undefined) };
  }
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  const isWrapper =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return isWrapper ? unwrap(schema.unwrap()) : schema;
}
