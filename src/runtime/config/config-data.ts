import { keyText, type YamlEntry, type YamlMap, type YamlNode, type YamlPath } from "../../yaml/node.ts";
import type { ScalarValue } from "../../yaml/scalar.ts";

/** A value that no config can have. */
export interface DataIssue {
  readonly path: YamlPath;
  readonly message: string;
}

export interface ConfigData {
  readonly data: unknown;
  readonly issues: readonly DataIssue[];
}

/** Stands for a date where the models look: it is of none of the types that a field can have. */
const DATE = Symbol("date");

/**
 * The data of a config file. Inside the free parts, such as a plugin's `config`, a date is its text and every key a text, as
 * in JSON; everywhere else a date is something that no field takes.
 */
export function configData(root: YamlNode): ConfigData {
  const issues: DataIssue[] = [];
  return { data: dataOf(root, [], issues), issues };
}

function dataOf(node: YamlNode, path: YamlPath, issues: DataIssue[]): unknown {
  if (node.kind === "list") return node.items.map(({ value }, index) => dataOf(value, [...path, index], issues));
  if (node.kind === "scalar") return scalarData(node.value, path, issues);
  if (hasTextKeys(path)) issues.push(...otherKeys(node, path));
  const pairs = node.entries.map((entry) => {
    const key = keyText(entry) ?? (isFree(path) ? jsonKey(entry) : undefined);
    return key === undefined ? undefined : ([key, dataOf(entry.value, [...path, key], issues)] as const);
  });
  return Object.fromEntries(pairs.filter((pair) => pair !== undefined));
}

function scalarData(value: ScalarValue, path: YamlPath, issues: DataIssue[]): unknown {
  if (value.type === "null") return null;
  if (value.type === "integer") return Number(value.value);
  if (value.type === "date") return isFree(path) ? value.value : DATE;
  if (value.type !== "unknown") return value.value;
  issues.push({ path, message: "a value of a type that only Python has, such as a set or bytes" });
  return null;
}

/** Whether a path is in a part of the config whose shape is the plugin's own. */
function isFree(path: YamlPath): boolean {
  const [plugins, , section] = path;
  return plugins === "plugins" && (section === "config" || (section === "applied_to" && path[5] === "extensions"));
}

/** Whether all keys of a map must be texts: arguments and dictionaries by text, in Python. Models look up their own. */
function hasTextKeys(path: YamlPath): boolean {
  if (path.length === 0) return true;
  const [plugins, , section, part] = path;
  if (plugins !== "plugins") return false;
  if (path.length === 3) return section === "config";
  return (path.length === 4 && section === "mcp" && part === "env") || (path.length === 6 && isFree(path));
}

function otherKeys(map: YamlMap, path: YamlPath): DataIssue[] {
  return map.entries
    .filter((entry) => keyText(entry) === undefined)
    .map((entry) => ({ path, message: `the key ${jsonKey(entry) ?? "here"} is not a text; put it in quotes` }));
}

/** The key as JSON writes it; the same words as pydantic's. */
function jsonKey({ key: { value } }: YamlEntry): string | undefined {
  if (value.type === "null") return "None";
  return value.type === "unknown" ? undefined : String(value.value);
}
