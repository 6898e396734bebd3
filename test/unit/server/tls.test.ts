import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/server/limits.ts";
import { createAnswerer } from "../../../src/server/protocol/answer.ts";
import { serveHttp } from "../../../src/server/serve-http.ts";
import { readTls, type TlsSettings } from "../../../src/server/tls.ts";
import { createTools } from "../../../src/server/tools/tools.ts";
import type { Place } from "../../../src/server/transport/listen.ts";
import { makeCertificates, openssl } from "./certificates.ts";
import { callMessage, hostOf } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "serve-tls-"));
afterAll(() => rmSync(folder, { recursive: true }));

makeCertificates(folder, "ours");
makeCertificates(folder, "foreign");

const read = (file: string) => readFileSync(join(folder, file));
const settings: TlsSettings = {
  certfile: "ours.pem",
  keyfile: "ours.key",
  ca_bundle: "ours-ca.pem",
  keyfile_password: null,
  ssl_cert_reqs: 2,
};

/** Takes another port when the one for the health, which belongs to it, is in use. */
async function start(tls: TlsSettings): Promise<{ readonly host: string; readonly port: number }> {
  for (;;) {
    try {
      return await startOnce(tls);
    } catch (error) {
      if (!/it is in use|options\.port/.test(String(error))) throw error;
    }
  }
}

async function startOnce(tls: TlsSettings): Promise<{ readonly host: string; readonly port: number }> {
  const end = new AbortController();
  let serving = Promise.resolve();
  const place = await new Promise<Place>((resolve, reject) => {
    serving = hostOf({ name: "P" }).then((host) =>
      serveHttp({
        plan: { transport: "http", place: { host: "127.0.0.1", port: 0 }, tls, tlsBase: folder },
        answer: createAnswerer(createTools(host), 100),
        limits: DEFAULT_LIMITS,
        access: { allowedHosts: [], allowedOrigins: [], token: undefined },
        metrics: undefined,
        log: () => {},
        onListening: resolve,
        signal: end.signal,
      }),
    );
    serving.catch(reject);
  });
  onTestFinished(async () => {
    end.abort();
    await serving;
  });
  return place as { readonly host: string; readonly port: number };
}

async function call(place: object, options: RequestOptions): Promise<number | undefined> {
  const headers = { "Content-Type": "application/json" };
  const trusted = { ca: read("ours-ca.pem"), path: "/mcp", method: "POST", headers, agent: false };
  const outgoing = request({ ...trusted, ...place, ...options });
  outgoing.end(callMessage(1));
  const [incoming] = await once(outgoing, "response");
  await text(incoming);
  return incoming.statusCode as number;
}

const ours = { cert: read("ours.pem"), key: read("ours.key") };
const foreign = { cert: read("foreign.pem"), key: read("foreign.key") };

describe("a server that asks for certificates", () => {
  it("answers a client that has one", async () => {
    expect(await call(await start(settings), ours)).toBe(200);
  });

  it.each([
    ["has none", {}],
    ["has one of somebody else", foreign],
    ["speaks TLS 1.1", { ...ours, maxVersion: "TLSv1.1", minVersion: "TLSv1.1", ciphers: "ALL@SECLEVEL=0" } as const],
  ])("does not answer a client that %s", async (_, options) => {
    const place = await start(settings);
    await expect(call(place, options)).rejects.toThrow();
  });

  it("answers its health in the clear, and nothing else there", async () => {
    const { host, port } = await start(settings);
    const get = async (path: string): Promise<number | undefined> => {
      const outgoing = requestHttp({ host, port: port + 1000, path, agent: false });
      outgoing.end();
      const [incoming] = await once(outgoing, "response");
      await text(incoming);
      return incoming.statusCode as number;
    };
    expect([await get("/health"), await get("/mcp")]).toEqual([200, 404]);
  });
});

describe("a server that may be shown certificates", () => {
  const optional = { ...settings, ssl_cert_reqs: 1 };

  it.each([
    ["has none", {}],
    ["has a good one", ours],
  ])("answers a client that %s", async (_, options) => {
    expect(await call(await start(optional), options)).toBe(200);
  });

  it("does not answer a client that has one of somebody else", async () => {
    const place = await start(optional);
    await expect(call(place, foreign)).rejects.toThrow();
  });
});

describe("a server that asks for no certificates", () => {
  it("answers every client", async () => {
    expect(await call(await start({ ...settings, ca_bundle: null, ssl_cert_reqs: 0 }), {})).toBe(200);
  });
});

describe("certificates", () => {
  writeFileSync(join(folder, "broken.pem"), "no certificate");

  it.each<[string, Partial<TlsSettings>, string]>([
    ["there is no key", { keyfile: null }, "TLS needs both a certfile and a keyfile"],
    ["a file is missing", { keyfile: "none.key" }, "cannot read"],
    ["a file is no certificate", { certfile: "broken.pem" }, "the certificates for TLS can't be used"],
    ["the key is another one's", { keyfile: "foreign.key" }, "the certificates for TLS can't be used"],
    ["clients are asked for some, and nothing tells which", { ca_bundle: null }, "there is no ca_bundle"],
    ["clients are asked for something unknown", { ssl_cert_reqs: 3 }, "ssl_cert_reqs must be 0, 1 or 2"],
  ])("are refused when %s", async (_, changes, message) => {
    await expect(readTls({ ...settings, ...changes }, folder)).rejects.toThrow(message);
  });

  it("may have a key with a password", async () => {
    openssl(folder, "ec", "-in", "ours.key", "-out", "locked.key", "-aes256", "-passout", "pass:word");
    const locked = { ...settings, keyfile: "locked.key" };
    await expect(readTls(locked, folder)).rejects.toThrow("can't be used");
    expect(await call(await start({ ...locked, keyfile_password: "word" }), ours)).toBe(200);
  });
});
