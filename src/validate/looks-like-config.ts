import { parseYaml, type YamlDocument } from "../yaml/document.ts";
import { entryOf } from "../yaml/node.ts";

const PLUGINS_KEY = /^(?:plugins|"plugins"|'plugins')\s*:/m;
/** The same in a text that is indented as a whole, or in braces, as JSON is. */
const MAY_HAVE_PLUGINS = /^[ \t]*(?:\{\s*)?(?:plugins|"plugins"|'plugins')\s*:/m;
const KIND_KEY = /^\s*(?:-\s+)?kind\s*:/m;

/** Whether a text has the key of the list of plugins where a config has it. */
export function hasPluginsKey(text: string): boolean {
  return PLUGINS_KEY.test(text);
}

/**
 * A text as a plugin config, where it is one: what has a list `plugins` of maps with a name or a kind, or can't be read and has
 * both words. With `mayBeEmpty`, the list may be empty.
 */
export function looksLikeConfig(
  text: string,
  { helm, mayBeEmpty = false }: { readonly helm: boolean; readonly mayBeEmpty?: boolean },
): YamlDocument | undefined {
  if (!MAY_HAVE_PLUGINS.test(text)) return undefined;
  const document = parseYaml(text, { templates: true, helm });
  const list = entryOf(document.root, "plugins")?.value;
  if (document.root === undefined) return hasPluginsKey(text) && KIND_KEY.test(text) ? document : undefined;
  if (list?.kind !== "list") return undefined;
  const isNamed = list.items.some(
    ({ value }) => entryOf(value, "name") !== undefined || entryOf(value, "kind") !== undefined,
  );
  return isNamed || (mayBeEmpty && list.items.length === 0) ? document : undefined;
}
