import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConnectionOptions } from "node:tls";
import type { PluginSettings } from "../settings.ts";
import type { McpConfig } from "./stdio-command.ts";

export type Tls = NonNullable<McpConfig["tls"]>;

/**
 * How the server of an external plugin is trusted over MCP: by the plugin's own `tls`, or else by the
 * `PLUGINS_CLIENT_MTLS_*` settings, or else by the system, unless `PLUGINS_SKIP_SSL_VERIFY` is set.
 *
 * @throws {Error} when a certificate can't be read.
 */
export async function tlsOptions(own: Tls | null, settings: PluginSettings, base: string): Promise<ConnectionOptions> {
  const tls =
    own ??
    tlsOfSettings({
      certfile: settings.client_mtls_certfile,
      keyfile: settings.client_mtls_keyfile,
      ca_bundle: settings.client_mtls_ca_bundle,
      keyfile_password: settings.client_mtls_keyfile_password,
      verify: settings.client_mtls_verify,
      check_hostname: settings.client_mtls_check_hostname,
    });
  return tls === undefined ? { rejectUnauthorized: !settings.skip_ssl_verify } : readTls(tls, base);
}

/** The same over gRPC: by the plugin's own `tls` or the `PLUGINS_GRPC_CLIENT_MTLS_*` settings; without both there is no TLS. */
export async function grpcTlsOptions(
  own: Omit<Tls, "check_hostname"> | null,
  settings: PluginSettings,
  base: string,
): Promise<ConnectionOptions | undefined> {
  const tls =
    own ??
    tlsOfSettings({
      certfile: settings.grpc_client_mtls_certfile,
      keyfile: settings.grpc_client_mtls_keyfile,
      ca_bundle: settings.grpc_client_mtls_ca_bundle,
      keyfile_password: settings.grpc_client_mtls_keyfile_password,
      verify: settings.grpc_client_mtls_verify,
      check_hostname: null,
    });
  return tls === undefined ? undefined : readTls({ ...tls, check_hostname: true }, base);
}

/** TLS is 1.2 at least. */
async function readTls(tls: Tls, base: string): Promise<ConnectionOptions> {
  const read = async (path: string | null) => (path ? readFile(resolve(base, path)) : undefined);
  const [cert, key, ca] = await Promise.all([read(tls.certfile), read(tls.keyfile), read(tls.ca_bundle)]);
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: tls.verify,
    ...(cert === undefined ? {} : { cert, key: key ?? cert }),
    ...(ca === undefined ? {} : { ca }),
    ...(tls.keyfile_password === null ? {} : { passphrase: tls.keyfile_password }),
    ...(tls.check_hostname ? {} : { checkServerIdentity: () => undefined }),
  };
}

/** Undefined when none of them is set. */
function tlsOfSettings(set: { readonly [Name in keyof Tls]: Tls[Name] | null }): Tls | undefined {
  if (Object.values(set).every((value) => value === null)) return undefined;
  return { ...set, verify: set.verify ?? true, check_hostname: set.check_hostname ?? true };
}
