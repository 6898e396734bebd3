import { join } from "node:path";
import { parseYaml } from "../../yaml/document.ts";
import { entryOf, textOf } from "../../yaml/node.ts";
import type { Host } from "../rule.ts";

const MANIFEST = "plugin-manifest.yaml";

/** What a manifest beside a plugin says, for files that name the plugin. */
export interface ManifestFacts {
  readonly path: string;
  readonly version: string | undefined;
  /** Undefined when it is not a list of texts. */
  readonly hooks: readonly string[] | undefined;
}

/** The manifest in a folder; undefined when there is none that can be read. */
export async function manifestIn(folder: string, { files }: Host): Promise<ManifestFacts | undefined> {
  const path = join(folder, MANIFEST);
  if ((await files.stat(path))?.kind !== "file") return undefined;
  let text: string;
  try {
    text = await files.readText(path);
  } catch {
    // It has problems of its own, which are shown where it is checked.
    return undefined;
  }
  const { root } = parseYaml(text, { templates: false });
  if (root?.kind !== "map") return undefined;
  const hooks = entryOf(root, "available_hooks")?.value;
  const names = hooks?.kind === "list" ? hooks.items.map(({ value }) => textOf(value)) : [undefined];
  const known = names.filter((name) => name !== undefined);
  return {
    path,
    version: textOf(entryOf(root, "version")?.value),
    hooks: known.length === names.length ? known : undefined,
  };
}
