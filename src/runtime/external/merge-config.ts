import { isDeepStrictEqual } from "node:util";
import { type PluginConfig, pluginConfig } from "../config/plugin-config.ts";

/**
 * The config that an external plugin runs under (cpex 0.1.4, external/mcp/client.py): what the gateway's config states wins,
 * field by field, the rest is as the server says. `config` comes from the server, as none may be stated for `external`.
 *
 * A field of the gateway's config counts as stated when it is not the default, unless `stated` names those that are.
 */
export function mergeConfig(local: PluginConfig, remote: PluginConfig, stated?: ReadonlySet<string>): PluginConfig {
  const defaults: Readonly<Record<string, unknown>> = pluginConfig.parse({ name: "", kind: "" });
  const own = Object.entries(local).filter(([field, value]) =>
    stated === undefined ? !isDeepStrictEqual(value, defaults[field]) : stated.has(field),
  );
  return { ...remote, ...(Object.fromEntries(own) as Partial<PluginConfig>), name: local.name, kind: local.kind };
}
