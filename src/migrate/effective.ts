import { followed, type WrittenEntry, type WrittenMap, type WrittenNode, writtenText } from "../yaml/written.ts";

/** An entry, and the map that it is written in: through merge keys, that is another one than it counts for. */
export interface OwnedEntry {
  readonly entry: WrittenEntry;
  readonly owner: WrittenMap;
}

/** The text of a key, when it is one. */
export function keyOf({ key }: WrittenEntry): string | undefined {
  const node = followed(key);
  return node?.kind === "scalar" ? node.value : undefined;
}

/** The entries that a map has itself under a key; of several, loaders take the last. */
export function ownEntries(map: WrittenMap, key: string): readonly WrittenEntry[] {
  return map.entries.filter((entry) => keyOf(entry) === key);
}

/** The entry that counts: the map's own, or else the one that a merge key brings in, as PyYAML does. */
export function effectiveEntry(map: WrittenMap, key: string): OwnedEntry | undefined {
  const own = ownEntries(map, key).at(-1);
  if (own !== undefined) return { entry: own, owner: map };
  for (const base of mergedMaps(map)) {
    const found = effectiveEntry(base, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The maps that `<<` brings in, the strongest first. */
export function mergedMaps(map: WrittenMap): readonly WrittenMap[] {
  const merges = map.entries.filter(({ key }) => key.kind === "scalar" && key.style === "plain" && key.value === "<<");
  return merges.reverse().flatMap(({ value }) => {
    const node = followed(value);
    const bases = node?.kind === "list" ? node.items.map(followed) : [node];
    return bases.filter((base) => base?.kind === "map");
  });
}

/** The map and every map that it merges, directly or not. */
export function withMerged(map: WrittenMap): readonly WrittenMap[] {
  return [map, ...mergedMaps(map).flatMap(withMerged)];
}

/** The text of what counts under a key. */
export function effectiveText(map: WrittenMap, key: string): string | undefined {
  return writtenText(effectiveEntry(map, key)?.entry.value);
}

/** The list or map that counts under a key. */
export function effectiveNode(map: WrittenMap, key: string): WrittenNode | undefined {
  const value = effectiveEntry(map, key)?.entry.value;
  return value === undefined ? undefined : followed(value);
}
