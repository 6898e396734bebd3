import { isEntryPoint } from "./kind.ts";
import type { PluginFolder } from "./repository.ts";
import { nodeAt, textOf, type TomlNode } from "./toml/node.ts";

/** The entry point group that the gateway loads plugins from. */
export const ENTRY_POINT_GROUP = "cpex.plugins";

/** The keys of a plugin's entry point in `pyproject.toml`. */
export function entryPointKeys(slug: string): readonly string[] {
  return ["project", "entry-points", ENTRY_POINT_GROUP, slug];
}

/** The entry point of a plugin as it is written. */
export function entryPointNode({ slug, pyproject }: PluginFolder): TomlNode | undefined {
  return nodeAt(pyproject?.root, entryPointKeys(slug));
}

/** The entry point of a plugin where it is one: `module:Class`. */
export function entryPointOf(plugin: PluginFolder): string | undefined {
  const text = textOf(entryPointNode(plugin));
  return text !== undefined && isEntryPoint(text) ? text : undefined;
}
