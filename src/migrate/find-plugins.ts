import type { YamlPath } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import {
  followed,
  type WrittenDocument,
  type WrittenEntry,
  type WrittenMap,
  type WrittenNode,
  type WrittenScalar,
  writtenText,
} from "../yaml/written.ts";
import { effectiveEntry, effectiveNode, effectiveText, keyOf, ownEntries } from "./effective.ts";

/** A map whose `mode` is the mode of a plugin. */
export interface FoundPlugin {
  readonly map: WrittenMap;
  readonly path: YamlPath;
  readonly name: string | undefined;
}

/** A `mode` that is not known to be a plugin's. */
export interface StrayMode {
  readonly entry: WrittenEntry;
  readonly path: YamlPath;
  /** It belongs to a binding, as the gateway stores them. */
  readonly isBinding: boolean;
}

export interface FoundText {
  readonly scalar: WrittenScalar;
  readonly path: YamlPath;
}

export interface Found {
  readonly plugins: FoundPlugin[];
  readonly strays: StrayMode[];
  /** Texts that may be YAML themselves. */
  readonly texts: FoundText[];
  /** Where comments are about plugins: from a `plugins` key to the next key that is not inside it. */
  readonly regions: Span[];
  /** The `config` of plugins, from its key to the next one: comments in there are not about the plugin's mode. */
  readonly configs: Span[];
}

/** The top-level keys of a plugin config: in a file of nothing else, every comment is about plugins. */
const CONFIG_KEYS: ReadonlySet<string> = new Set([
  "plugins",
  "plugin_dirs",
  "plugin_settings",
  "server_settings",
  "grpc_server_settings",
  "unix_socket_server_settings",
]);

/** What only entries of a plugin list have, where the list is somewhere inside a file. */
const PLUGIN_KEYS = ["hooks", "priority", "plugin_overrides", "on_error", "conditions"];

interface Place {
  readonly path: YamlPath;
  /** Where the next thing begins that is not part of this one. */
  readonly end: number;
}

/** Finds every plugin of a document that was read from a source with its templates masked. The rules are in docs/migrate-config.md. */
export function findPlugins({ root, span }: WrittenDocument, source: string): Found {
  const found: Found = { plugins: [], strays: [], texts: [], regions: [], configs: [] };
  const finder = new Finder(found, source);
  const whole = { path: [], end: span.end };
  if (root.kind === "map" && isOnePlugin(root)) {
    found.regions.push(span);
    finder.plugin(root, whole);
  } else if (root.kind === "list" && root.items.some((item) => isListed(item, false))) {
    found.regions.push(span);
    finder.pluginList(root, whole, false);
  } else {
    if (root.kind === "map" && isConfig(root)) found.regions.push(span);
    finder.visit(root, whole);
  }
  return found;
}

class Finder {
  readonly #found: Found;
  readonly #source: string;
  readonly #seen = new Set<WrittenMap>();

  constructor(found: Found, source: string) {
    this.#found = found;
    this.#source = source;
  }

  visit(node: WrittenNode, { path, end }: Place): void {
    // What an alias stands for is looked at where it is written.
    if (node.kind === "alias") return;
    if (node.kind === "scalar") this.#found.texts.push({ scalar: node, path });
    else if (node.kind === "map") this.#map(node, { path, end });
    else for (const [index, item] of node.items.entries()) this.visit(item, place(node.items, index, path, end));
  }

  pluginList(list: WrittenNode, { path, end }: Place, isRoot: boolean): void {
    if (list.kind !== "list") return;
    for (const [index, item] of list.items.entries()) {
      const node = followed(item);
      const at = place(list.items, index, path, end);
      if (node?.kind === "map" && isListed(node, isRoot)) this.plugin(node, at);
      else this.visit(item, at);
    }
  }

  plugin(map: WrittenMap, { path, end }: Place): void {
    if (this.#seen.has(map)) return;
    this.#seen.add(map);
    this.#found.plugins.push({ map, path, name: this.#nameOf(map) });
    // What a plugin does with its own config is its own affair.
    this.#entries(map, { path, end }, (key) => key !== "config" && key !== "mode");
  }

  /** The name as the file writes it where a template stands in it. */
  #nameOf(map: WrittenMap): string | undefined {
    const entry = effectiveEntry(map, "name")?.entry;
    const name = entry === undefined ? undefined : followed(entry.value);
    if (name?.kind !== "scalar" || name.span.end === name.span.start) return undefined;
    const written = this.#source.slice(name.span.start, name.span.end);
    return written.includes("{{") ? written : name.value;
  }

  #map(map: WrittenMap, at: Place): void {
    for (const entry of ownEntries(map, "mode")) {
      this.#found.strays.push({ entry, path: at.path, isBinding: effectiveEntry(map, "plugin_id") !== undefined });
    }
    this.#entries(map, at, () => true);
  }

  #entries(map: WrittenMap, { path, end }: Place, wanted: (key: string | undefined) => boolean): void {
    for (const [index, entry] of map.entries.entries()) {
      const key = keyOf(entry);
      const at = { path: [...path, key ?? ""], end: map.entries[index + 1]?.key.span.start ?? end };
      if (!wanted(key)) {
        if (key === "config") this.#found.configs.push({ start: entry.key.span.start, end: at.end });
        continue;
      }
      const node = followed(entry.value);
      if (key === "plugins" && (node?.kind === "list" || path.length === 0)) this.#plugins(entry, at);
      else if (key === "plugin_overrides" && node?.kind === "map") this.#overrides(node, entry, at);
      else this.visit(entry.value, at);
    }
  }

  #plugins(entry: WrittenEntry, at: Place): void {
    const before = this.#found.plugins.length;
    const isRoot = at.path.length === 1;
    const node = followed(entry.value);
    if (node?.kind === "list") this.pluginList(node, at, isRoot);
    else this.visit(entry.value, at);
    // A list that is all comments is still a list of plugins.
    if (this.#found.plugins.length > before || (isRoot && isEmpty(node))) this.#region(entry, at);
  }

  /** What a deployment changes in its plugins: of the plugin that it stands in, or of several by name. */
  #overrides(map: WrittenMap, entry: WrittenEntry, at: Place): void {
    this.#region(entry, at);
    if (effectiveEntry(map, "mode") !== undefined) {
      this.plugin(map, at);
      return;
    }
    for (const [index, item] of map.entries.entries()) {
      const path = [...at.path, keyOf(item) ?? ""];
      const node = followed(item.value);
      if (node?.kind === "map") this.plugin(node, { path, end: map.entries[index + 1]?.key.span.start ?? at.end });
    }
  }

  #region({ key }: WrittenEntry, { end }: Place): void {
    this.#found.regions.push({ start: key.span.start, end });
  }
}

function place(items: readonly WrittenNode[], index: number, path: YamlPath, end: number): Place {
  return { path: [...path, index], end: items[index + 1]?.span.start ?? end };
}

function isListed(item: WrittenNode, isRoot: boolean): boolean {
  const map = followed(item);
  if (map?.kind !== "map") return false;
  const hasName = effectiveText(map, "name") !== undefined;
  const hasKind = effectiveText(map, "kind") !== undefined;
  if (isRoot) return hasName || hasKind;
  return (hasName && hasKind) || (hasName && PLUGIN_KEYS.some((key) => effectiveEntry(map, key) !== undefined));
}

/** A document that is one plugin, as it would stand in a list. */
function isOnePlugin(map: WrittenMap): boolean {
  const names = ["name", "kind", "mode"].every(
    (key) => writtenText(effectiveEntry(map, key)?.entry.value) !== undefined,
  );
  return names && effectiveNode(map, "hooks")?.kind === "list";
}

function isConfig(map: WrittenMap): boolean {
  const keys = map.entries.map(keyOf);
  return keys.includes("plugins") && keys.every((key) => key !== undefined && CONFIG_KEYS.has(key));
}

function isEmpty(node: ReturnType<typeof followed>): boolean {
  return node?.kind === "list" ? node.items.length === 0 : node?.kind === "scalar" && node.value === "";
}
