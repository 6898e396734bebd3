import { z } from "zod";
import { laxBool, laxFloat, laxInt } from "./config/lax.ts";
import { PLUGIN_TIMEOUT_SECONDS } from "./manager/deadlines.ts";

/** An optional number or switch may be written as an empty text. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  const read = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);
  return z.preprocess(read, schema.nullable()).default(null);
}

const text = z.string().nullable().default(null);

/**
 * The settings of the runtime, with the names, types and defaults of cpex 0.1.4; a variable is `PLUGINS_` and the name
 * in capitals. One default differs: a plugin that can't be loaded is an error unless that is switched off.
 */
const settings = z.object({
  enabled: laxBool.default(false),
  default_hook_policy: z.enum(["allow", "deny"]).default("allow"),
  config_file: z.string().default("plugins/config.yaml"),
  log_level: z.string().default("INFO"),
  skip_ssl_verify: laxBool.default(false),
  ssrf_protection_enabled: laxBool.default(true),
  /** Seconds. */
  plugin_timeout: laxInt.default(PLUGIN_TIMEOUT_SECONDS),
  fail_on_plugin_error: laxBool.default(true),
  /** 0 is without a limit. */
  execution_pool: laxInt.default(10),
  httpx_max_connections: laxInt.default(200),
  httpx_max_keepalive_connections: laxInt.default(100),
  httpx_keepalive_expiry: laxFloat.default(30),
  httpx_connect_timeout: laxFloat.default(5),
  httpx_read_timeout: laxFloat.default(120),
  httpx_write_timeout: laxFloat.default(30),
  httpx_pool_timeout: laxFloat.default(10),
  cli_completion: laxBool.default(false),
  cli_markup_mode: z.enum(["markdown", "rich", "disabled"]).nullable().default(null),
  client_mtls_certfile: text,
  client_mtls_keyfile: text,
  client_mtls_ca_bundle: text,
  client_mtls_keyfile_password: text,
  client_mtls_verify: optional(laxBool),
  client_mtls_check_hostname: optional(laxBool),
  server_ssl_keyfile: text,
  server_ssl_certfile: text,
  server_ssl_ca_certs: text,
  server_ssl_keyfile_password: text,
  server_ssl_cert_reqs: optional(laxInt),
  server_ssl_enabled: optional(laxBool),
  server_host: text,
  server_port: optional(laxInt),
  server_uds: text,
  config_path: text,
  transport: text,
  grpc_client_mtls_certfile: text,
  grpc_client_mtls_keyfile: text,
  grpc_client_mtls_ca_bundle: text,
  grpc_client_mtls_keyfile_password: text,
  grpc_client_mtls_verify: optional(laxBool),
  grpc_server_ssl_enabled: optional(laxBool),
  grpc_server_ssl_keyfile: text,
  grpc_server_ssl_certfile: text,
  grpc_server_ssl_ca_certs: text,
  grpc_server_ssl_keyfile_password: text,
  grpc_server_ssl_client_auth: text,
  grpc_server_host: text,
  grpc_server_port: optional(laxInt),
  grpc_server_uds: text,
  /** Also read from `UNIX_SOCKET_PATH`. */
  unix_socket_path: text,
});

export type PluginSettings = z.output<typeof settings>;

const PREFIX = "plugins_";

/** A setting that can't be read; each issue starts with the name of its variable. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super(`settings that can't be read: ${issues.join("; ")}`);
    this.issues = issues;
  }
}

/**
 * Reads the settings from environment variables, whose names may be in any case.
 *
 * @throws {SettingsError} naming every variable that can't be read.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): PluginSettings {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const key = name.toLowerCase();
    if (value === undefined) continue;
    if (key.startsWith(PREFIX)) found[key.slice(PREFIX.length)] = value;
    else if (key === "unix_socket_path") found[key] ??= value;
  }
  const parsed = settings.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => `${(PREFIX + path.join(".")).toUpperCase()}: ${message}`),
  );
}
