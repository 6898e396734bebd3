import { describe, expect, it } from "vitest";
import { configWith } from "../../../src/runtime/config/config.ts";
import { readSettings } from "../../../src/runtime/settings.ts";
import { type PlanFlags, planServer, type ServePlan } from "../../../src/server/plan.ts";

interface Given {
  readonly flags?: PlanFlags;
  readonly server_settings?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
}

function plan({ flags = {}, server_settings, env = {}, isTerminal = false }: Given): ServePlan {
  const config = configWith({}).parse(server_settings === undefined ? {} : { server_settings });
  return planServer({ flags, config, settings: readSettings(env), isTerminal, cwd: "/cwd", base: "/base" });
}

const HTTP = { PLUGINS_TRANSPORT: "http" };

describe("the transport", () => {
  it.each<[string, Given, string]>([
    ["stdio off a terminal", {}, "stdio"],
    ["http on a terminal", { isTerminal: true }, "http"],
    ["what the variable says", { env: { PLUGINS_TRANSPORT: "STDIO" }, isTerminal: true }, "stdio"],
    ["http for any other word, as in CPEX", { env: { PLUGINS_TRANSPORT: "streamablehttp" } }, "http"],
    ["what the flag says before the variable", { flags: { transport: "stdio" }, env: HTTP }, "stdio"],
    ["http when a port is asked for", { flags: { port: 80 } }, "http"],
    ["http when a socket is asked for", { flags: { uds: "s" } }, "http"],
  ])("is %s", (_, given, transport) => {
    expect(plan(given)).toMatchObject({ transport });
  });
});

describe("the address", () => {
  it.each<[string, Given, unknown]>([
    ["port 8000 of the own machine", { env: HTTP }, { host: "127.0.0.1", port: 8000 }],
    ["that of the config", { env: HTTP, server_settings: { port: 1 } }, { host: "127.0.0.1", port: 1 }],
    [
      "that of the variables",
      { env: { ...HTTP, PLUGINS_SERVER_HOST: "h", PLUGINS_SERVER_PORT: "2" } },
      { host: "h", port: 2 },
    ],
    [
      "the config's as a whole, whatever the variables say",
      { env: { ...HTTP, PLUGINS_SERVER_HOST: "h" }, server_settings: { port: 1 } },
      { host: "127.0.0.1", port: 1 },
    ],
    [
      "the flag's, and what else the config says",
      { flags: { port: 3 }, server_settings: { host: "h", port: 1 } },
      { host: "h", port: 3 },
    ],
    ["a socket beside the config", { env: HTTP, server_settings: { uds: "s.sock" } }, { uds: "/base/s.sock" }],
    ["a socket of the variables", { env: { ...HTTP, PLUGINS_SERVER_UDS: "s.sock" } }, { uds: "/cwd/s.sock" }],
    ["a socket of the flags", { flags: { uds: "s.sock" }, server_settings: { port: 1 } }, { uds: "/cwd/s.sock" }],
    [
      "a port of the flags rather than the config's socket",
      { flags: { port: 3 }, server_settings: { uds: "s.sock" } },
      { host: "127.0.0.1", port: 3 },
    ],
  ])("is %s", (_, given, place) => {
    expect(plan(given)).toMatchObject({ place });
  });
});

describe("TLS", () => {
  it("is as the config says, with paths from its folder", () => {
    const tls = { certfile: "c.pem", keyfile: "k.pem" };
    expect(plan({ env: HTTP, server_settings: { tls } })).toMatchObject({
      tls: { ...tls, ca_bundle: null, ssl_cert_reqs: 2 },
      tlsBase: "/base",
    });
  });

  it("is as the variables say, when they switch it on", () => {
    const env = { ...HTTP, PLUGINS_SERVER_SSL_CERTFILE: "c.pem", PLUGINS_SERVER_SSL_CERT_REQS: "0" };
    expect(plan({ env })).toMatchObject({ tls: undefined });
    expect(plan({ env: { ...env, PLUGINS_SERVER_SSL_ENABLED: "true" } })).toMatchObject({
      tls: { certfile: "c.pem", ssl_cert_reqs: 0 },
      tlsBase: "/cwd",
    });
  });

  it("is not spoken over a socket that a flag asks for", () => {
    const server_settings = { tls: { certfile: "c.pem", keyfile: "k.pem" } };
    expect(plan({ flags: { uds: "s.sock" }, server_settings })).toMatchObject({ tls: undefined });
  });
});
