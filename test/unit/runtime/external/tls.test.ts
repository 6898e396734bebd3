import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { tlsOptions } from "../../../../src/runtime/external/tls.ts";
import { readSettings } from "../../../../src/runtime/settings.ts";

const base = mkdtempSync(join(tmpdir(), "external-tls-"));
for (const name of ["ca", "cert", "key"]) writeFileSync(join(base, name), `the ${name}`);
afterAll(() => rmSync(base, { recursive: true }));

const bytes = (name: string) => Buffer.from(`the ${name}`);

async function optionsOf(tls: object | undefined, env: Readonly<Record<string, string>> = {}) {
  const mcp = { proto: "STREAMABLEHTTP", url: "https://localhost/mcp", ...(tls === undefined ? {} : { tls }) };
  const config = pluginConfig.parse({ name: "P", kind: "external", mcp });
  return tlsOptions(config.mcp!.tls, readSettings(env), base);
}

describe("the trust in a plugin server", () => {
  it.each<[string, object | undefined, Readonly<Record<string, string>>, object]>([
    ["is the system's", undefined, {}, { rejectUnauthorized: true }],
    ["may be blind", undefined, { PLUGINS_SKIP_SSL_VERIFY: "true" }, { rejectUnauthorized: false }],
    [
      "is in the plugin's own certificates",
      { certfile: "cert", keyfile: "key", ca_bundle: "ca", keyfile_password: "pw" },
      {},
      {
        minVersion: "TLSv1.2",
        rejectUnauthorized: true,
        cert: bytes("cert"),
        key: bytes("key"),
        ca: bytes("ca"),
        passphrase: "pw",
      },
    ],
    ["takes a key from the certificate's file", { certfile: "cert" }, {}, { cert: bytes("cert"), key: bytes("cert") }],
    [
      "is the plugin's before the settings'",
      { ca_bundle: "ca" },
      { PLUGINS_CLIENT_MTLS_CA_BUNDLE: "none", PLUGINS_SKIP_SSL_VERIFY: "true" },
      { ca: bytes("ca"), rejectUnauthorized: true },
    ],
    [
      "is in the settings' certificates",
      undefined,
      { PLUGINS_CLIENT_MTLS_CA_BUNDLE: "ca" },
      { ca: bytes("ca"), rejectUnauthorized: true },
    ],
    ["may be off for one plugin", { verify: false }, {}, { rejectUnauthorized: false }],
    [
      "may leave host names out",
      { check_hostname: false },
      {},
      { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) },
    ],
  ])("%s", async (_, tls, env, expected) => {
    expect(await optionsOf(tls, env)).toMatchObject(expected);
  });

  it("is an error when a certificate can't be read", async () => {
    await expect(optionsOf({ ca_bundle: "none" })).rejects.toThrow("ENOENT");
  });
});
