import { entryOf, textOf, type YamlNode } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import { entriesOf } from "./plugins.ts";
import type { RuleInput } from "./rule.ts";

export interface NamedHook {
  readonly name: string;
  readonly span: Span;
}

/** The lists of hooks of a config or manifest, each with the names that are known. */
export function hookLists({
  type,
  root,
  plugins,
}: Pick<RuleInput, "type" | "root" | "plugins">): readonly (readonly NamedHook[])[] {
  const manifestHooks = entryOf(root, "available_hooks")?.value;
  const lists = type === "config" ? [...entriesOf(plugins, "hooks")].map(({ entry }) => entry.value) : [manifestHooks];
  return lists.map(namesIn);
}

function namesIn(list: YamlNode | undefined): readonly NamedHook[] {
  if (list?.kind !== "list") return [];
  return list.items.flatMap(({ value, at }) => {
    const name = textOf(value);
    return name === undefined ? [] : [{ name, span: at }];
  });
}
