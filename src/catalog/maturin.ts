import { moduleName } from "./repository.ts";
import { EMPTY_TABLE, type TomlFile, tableOf } from "./source.ts";
import type { TomlTable } from "./toml/node.ts";

/** What `pyproject.toml` says to maturin; undefined when that is no table. A `tool` that is no table says nothing. */
export function maturinOf(pyproject: TomlFile | undefined): TomlTable | undefined {
  if (pyproject?.root === undefined) return undefined;
  if (tableOf(pyproject, "tool") === undefined) return EMPTY_TABLE;
  return tableOf(pyproject, "tool", "maturin");
}

/** The Rust library of a plugin: the last part of {@link nativeModule}. */
export function libraryName(slug: string): string {
  return `${slug}_rust`;
}

/** The Python module that the Rust library of a plugin is built as. */
export function nativeModule(slug: string): string {
  return `${moduleName(slug)}.${libraryName(slug)}`;
}
