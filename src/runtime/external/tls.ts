import { readFile } from "node:fs/promises";
import type { RequestOptions } from "node:https";
import { resolve } from "node:path";
import type { PluginSettings } from "../settings.ts";
import type { McpConfig } from "./stdio-command.ts";

type Tls = NonNullable<McpConfig["tls"]>;

/**
 * How the server of an external plugin is trusted: by the plugin's own `tls`, or else by the `PLUGINS_CLIENT_MTLS_*`
 * settings, or else by the system, unless `PLUGINS_SKIP_SSL_VERIFY` is set. TLS is 1.2 at least.
 *
 * @throws {Error} when a certificate can't be read.
 */
export async function tlsOptions(own: Tls | null, settings: PluginSettings, base: string): Promise<RequestOptions> {
  const tls = own ?? tlsOfSettings(settings);
  if (tls === undefined) return { rejectUnauthorized: !settings.skip_ssl_verify };
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
function tlsOfSettings(settings: PluginSettings): Tls | undefined {
  const { client_mtls_verify: verify, client_mtls_check_hostname: check_hostname } = settings;
  const tls = {
    certfile: settings.client_mtls_certfile,
    keyfile: settings.client_mtls_keyfile,
    ca_bundle: settings.client_mtls_ca_bundle,
    keyfile_password: settings.client_mtls_keyfile_password,
  };
  const isSet = Object.values({ ...tls, verify, check_hostname }).some((value) => value !== null);
  return isSet ? { ...tls, verify: verify ?? true, check_hostname: check_hostname ?? true } : undefined;
}
