import { type PluginConfig, STATED } from "../config/plugin-config.ts";

/**
 * The config that an external plugin runs under (cpex 0.1.4, external/mcp/client.py): what the gateway's config states wins,
 * field by field, the rest is as the server says. `config` comes from the server, as none may be stated for `external`.
 */
export function mergeConfig(local: PluginConfig, remote: PluginConfig): PluginConfig {
  const stated = new Set(local[STATED]);
  const own = Object.fromEntries(Object.entries(local).filter(([field]) => stated.has(field))) as Partial<PluginConfig>;
  return { ...remote, ...own, name: local.name, kind: local.kind };
}
