import { z } from "zod";
import type { UrlRules } from "./check-url.ts";
import { pluginConfigWith } from "./plugin-config.ts";
import { grpcServer, mcpServer, unixSocketServer } from "./servers.ts";

/**
 * A whole config file as cpex 0.1.4 reads it. Keys that it doesn't know are dropped; `plugin_settings` of old configs is
 * one of them.
 */
export function configWith(rules: UrlRules) {
  return z.object({
    plugins: z
      .array(pluginConfigWith(rules))
      .nullable()
      .default([])
      .transform((plugins) => plugins ?? []),
    /** Folders that CPEX looks for Python plugins in. */
    plugin_dirs: z.array(z.string()).default([]),
    server_settings: mcpServer.nullable().default(null),
    grpc_server_settings: grpcServer.nullable().default(null),
    unix_socket_server_settings: unixSocketServer.nullable().default(null),
  });
}

export type Config = z.output<ReturnType<typeof configWith>>;
