import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { failed, messageOf } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import type { Config } from "../runtime/config/config.ts";
import type { ServerTls } from "./transport/http-server.ts";

export type TlsSettings = NonNullable<NonNullable<Config["server_settings"]>["tls"]>;

/** Python's number for: clients must have a certificate. With 1 they may, with 0 nothing is asked. */
const CERT_REQUIRED = 2;

/**
 * Reads the certificates of a server. TLS is 1.2 at least.
 *
 * @throws {ToolError} when one is missing, can't be read, or is not usable: a server that was to be secret is never open.
 */
export async function readTls(settings: TlsSettings, base: string): Promise<ServerTls> {
  const { certfile, keyfile, ca_bundle, keyfile_password, ssl_cert_reqs } = settings;
  if (!certfile || !keyfile) throw failed("TLS needs both a certfile and a keyfile");
  if (ssl_cert_reqs < 0 || ssl_cert_reqs > CERT_REQUIRED) throw failed("ssl_cert_reqs must be 0, 1 or 2");
  if (ssl_cert_reqs > 0 && !ca_bundle) {
    throw failed("TLS asks clients for certificates, and there is no ca_bundle to check them by", {
      hint: "Name a ca_bundle, or set ssl_cert_reqs to 0 when clients need none.",
    });
  }
  const [cert, key, ca] = await Promise.all([read(certfile, base), read(keyfile, base), read(ca_bundle, base)]);
  const options = {
    minVersion: "TLSv1.2",
    cert,
    key,
    ca,
    ...(keyfile_password === null ? {} : { passphrase: keyfile_password }),
    requestCert: ssl_cert_reqs > 0,
    rejectUnauthorized: ssl_cert_reqs === CERT_REQUIRED,
  } as const;
  try {
    createSecureContext(options);
  } catch (cause) {
    throw failed(`the certificates for TLS can't be used: ${messageOf(cause)}`, { cause });
  }
  return options;
}

async function read(path: string | null, base: string): Promise<Buffer | undefined> {
  if (!path) return undefined;
  const file = resolve(base, path);
  try {
    return await readFile(file);
  } catch (error) {
    throw ioError("read", file, error);
  }
}
