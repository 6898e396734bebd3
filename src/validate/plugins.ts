import { entryOf, textOf, type YamlEntry, type YamlMap, type YamlNode } from "../yaml/node.ts";

/** A plugin of a config, as its rules look at it. */
export interface PluginEntry {
  readonly map: YamlMap;
  readonly index: number;
  /** Undefined when it is not a string that is known. */
  readonly name: string | undefined;
  readonly kind: string | undefined;
}

/** The plugins of a config that are maps, in order. */
export function pluginsOf(root: YamlNode): readonly PluginEntry[] {
  const list = entryOf(root, "plugins")?.value;
  if (list?.kind !== "list") return [];
  return list.items.flatMap(({ value }, index) =>
    value.kind === "map"
      ? [
          {
            map: value,
            index,
            name: textOf(entryOf(value, "name")?.value),
            kind: textOf(entryOf(value, "kind")?.value),
          },
        ]
      : [],
  );
}

/** How a message names a plugin, as CPEX does; one without a name by its place. */
export function nameOf({ name, index }: PluginEntry): string {
  return name === undefined || name === "" ? `number ${index + 1}` : name;
}

/** The entries of one key over all plugins, with the plugin each belongs to. */
export function* entriesOf(
  plugins: readonly PluginEntry[],
  key: string,
): Generator<{ plugin: PluginEntry; entry: YamlEntry }> {
  for (const plugin of plugins) {
    const entry = entryOf(plugin.map, key);
    if (entry !== undefined) yield { plugin, entry };
  }
}
