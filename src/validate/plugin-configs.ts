import type { z } from "zod";
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

export interface UnknownSetting {
  readonly key: string;
  readonly span: Span;
  readonly known: readonly string[];
  /** Those of them that are not set. */
  readonly free: readonly string[];
}

/** What a schema is made of; told by its type, so that the schema library is loaded only with a schema. */
type Definition = z.core.$ZodTypes["_zod"]["def"];

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
    const issues = issuesOf(schema, config, start, `plugin ${nameOf(plugin)} `);
    return [{ kind: plugin.kind, issues, unknownKeys: [...unknownSettings(schema, config)] }];
  });
}

/**
 * What a schema says of a config.
 *
 * @param start The place to show where there is none in the config.
 * @param subject What needs a setting that is not there, in a message, with a blank after it.
 */
export function issuesOf(schema: z.ZodType, config: YamlMap, start: Span, subject: string): readonly Finding[] {
  const result = schema.safeParse(toData(config));
  return result.success ? [] : result.error.issues.flatMap((issue) => findingsOf(issue, config, start, subject));
}

function findingsOf(issue: z.core.$ZodIssue, config: YamlMap, start: Span, subject: string): Finding[] {
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
  const message = complete ? issue.message : `${subject}needs the setting '${path}'`;
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
function* unknownSettings(schema: z.core.$ZodType, node: YamlNode): Generator<UnknownSetting> {
  const def = definitionOf(unwrap(schema));
  if (def.type === "array" && node.kind === "list") {
    for (const { value } of node.items) yield* unknownSettings(def.element, value);
  } else if (def.type === "record" && node.kind === "map") {
    for (const { value } of node.entries) yield* unknownSettings(def.valueType, value);
  } else if (def.type === "object" && node.kind === "map" && def.catchall === undefined) {
    for (const entry of node.entries) yield* unknownEntry(def.shape, entry, node);
  }
}

function* unknownEntry(shape: z.core.$ZodShape, entry: YamlEntry, map: YamlMap): Generator<UnknownSetting> {
  const key = keyText(entry);
  if (key === undefined) return;
  const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
  if (schema !== undefined) yield* unknownSettings(schema, entry.value);
  else {
    const known = Object.keys(shape);
    yield { key, span: entry.key.span, known, free: known.filter((name) => entryOf(map, name) === undefined) };
  }
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = definitionOf(schema);
  if (def.type === "pipe") return unwrap(def.in);
  return def.type === "optional" || def.type === "nullable" || def.type === "default" ? unwrap(def.innerType) : schema;
}

function definitionOf(schema: z.core.$ZodType): Definition {
  return (schema as z.ZodType).def as Definition;
}
