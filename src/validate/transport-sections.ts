import { entryOf, type YamlMap } from "../yaml/node.ts";
import { entriesOf } from "./plugins.ts";
import type { RuleInput } from "./rule.ts";

/** Every section of a config that says how to connect or listen and may have `tls` and `uds`. */
export function transportSections({ root, plugins }: Pick<RuleInput, "root" | "plugins">): readonly YamlMap[] {
  const servers = ["server_settings", "grpc_server_settings"].map((key) => entryOf(root, key)?.value);
  const clients = ["mcp", "grpc"].flatMap((key) => [...entriesOf(plugins, key)].map(({ entry }) => entry.value));
  return [...servers, ...clients].filter((node): node is YamlMap => node?.kind === "map");
}
