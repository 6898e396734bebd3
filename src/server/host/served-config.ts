import type { PluginConfig } from "../../runtime/config/plugin-config.ts";
import type { Fields } from "../../runtime/mcp/json-rpc.ts";

/** A plugin's config as a client sees it: CPEX's model. */
export type ServedConfig = Fields & { readonly name: string };

/**
 * What a client is told of a plugin's config. How this server reaches a plugin that is itself external is its own
 * business, and may hold passwords; and a client would take `external` for an entry that must say so.
 */
export function servedConfig(entry: PluginConfig, config: unknown): ServedConfig {
  const { mcp: _, grpc: __, unix_socket: ___, kind, ...rest } = entry;
  return { ...rest, kind: kind === "external" ? "proxied" : kind, config };
}
