import { type TomlFile, tableOf } from "./source.ts";
import { entryOf, textOf, type TomlNode } from "./toml/node.ts";

/** The members of a Cargo workspace, as they are written; undefined when they are no list of strings. */
export function workspaceMembers(workspace: TomlFile | undefined): ReadonlySet<string> | undefined {
  return stringsOf(entryOf(tableOf(workspace, "workspace"), "members")?.value);
}

/** The items of a list of strings; undefined for anything else. */
export function stringsOf(node: TomlNode | undefined): ReadonlySet<string> | undefined {
  if (node?.kind !== "array") return undefined;
  const texts = node.items.map(textOf).filter((text) => text !== undefined);
  return texts.length === node.items.length ? new Set(texts) : undefined;
}
