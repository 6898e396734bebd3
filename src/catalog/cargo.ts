import { type TomlFile, tableOf } from "./source.ts";
import { entryOf, textOf } from "./toml/node.ts";

/** The version that a Cargo.toml writes itself; undefined when it is empty or no string. */
export function crateVersion(cargo: TomlFile | undefined): string | undefined {
  const version = textOf(entryOf(tableOf(cargo, "package"), "version")?.value);
  return version === "" ? undefined : version;
}
