import { describe, expect, it } from "vitest";
import { configWith } from "../../../src/runtime/config/config.ts";
import { readSettings } from "../../../src/runtime/settings.ts";
import { type PlanFlags, planServer, type ServePlan } from "../../../src/server/plan.ts";

interface Given {
  readonly flags?: PlanFlags;
  readonly server_settings?: object;
  readonly grpc_server_settings?: object;
  readonly unix_socket_server_settings?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
}

function plan({ flags = {}, env = {}, isTerminal = false, ...stated }: Given): ServePlan {
  const config = configWith({}).parse(stated);
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

const GRPC = { transport: "grpc" } as const;
const UNIX = { transport: "unix" } as const;

describe("gRPC", () => {
  it.each<[string, Given, unknown]>([
    ["port 50051 of the own machine", { flags: GRPC }, { host: "127.0.0.1", port: 50_051 }],
    [
      "what the config says for it, not what it says for HTTP",
      { flags: GRPC, grpc_server_settings: { port: 1 }, server_settings: { port: 2 } },
      { host: "127.0.0.1", port: 1 },
    ],
    [
      "what its variables say",
      { flags: GRPC, env: { PLUGINS_GRPC_SERVER_HOST: "h", PLUGINS_GRPC_SERVER_PORT: "3", PLUGINS_SERVER_PORT: "4" } },
      { host: "h", port: 3 },
    ],
    ["a socket of its variables", { flags: GRPC, env: { PLUGINS_GRPC_SERVER_UDS: "s" } }, { uds: "/cwd/s" }],
    ["a socket of the flags", { flags: { ...GRPC, uds: "s" }, grpc_server_settings: { port: 1 } }, { uds: "/cwd/s" }],
  ])("listens at %s", (_, given, place) => {
    expect(plan(given)).toMatchObject({ transport: "grpc", place });
  });

  it.each([
    ["require", null, 2],
    ["require", "ca.pem", 2],
    ["Optional", "ca.pem", 1],
    ["optional", null, 0],
    ["none", "ca.pem", 0],
  ])("with client_auth %s and the authorities %s asks for certificates as %d says", (client_auth, ca_bundle, reqs) => {
    const tls = { certfile: "c.pem", keyfile: "k.pem", ca_bundle };
    const asked = { tls: { ca_bundle, ssl_cert_reqs: reqs }, tlsBase: "/base" };
    expect(plan({ flags: GRPC, grpc_server_settings: { tls: { ...tls, client_auth } } })).toMatchObject(asked);
    const env = {
      PLUGINS_GRPC_SERVER_SSL_ENABLED: "true",
      PLUGINS_GRPC_SERVER_SSL_CERTFILE: "c.pem",
      PLUGINS_GRPC_SERVER_SSL_CLIENT_AUTH: client_auth,
      ...(ca_bundle === null ? {} : { PLUGINS_GRPC_SERVER_SSL_CA_CERTS: ca_bundle }),
    };
    expect(plan({ flags: GRPC, env })).toMatchObject({ ...asked, tlsBase: "/cwd" });
  });
});

describe("CPEX's own protocol", () => {
  it.each<[string, Given, string]>([
    ["the socket that CPEX listens at", { flags: UNIX }, "/tmp/mcpgateway-plugins.sock"],
    ["that of the config", { flags: UNIX, unix_socket_server_settings: { path: "s" } }, "/base/s"],
    ["that of the variable", { flags: UNIX, env: { PLUGINS_UNIX_SOCKET_PATH: "s" } }, "/cwd/s"],
    ["that of the variable without prefix", { flags: UNIX, env: { UNIX_SOCKET_PATH: "/s" } }, "/s"],
    ["that of the flag", { flags: { ...UNIX, uds: "f" }, unix_socket_server_settings: { path: "s" } }, "/cwd/f"],
  ])("is served at %s", (_, given, path) => {
    expect(plan(given)).toEqual({ transport: "unix", path });
  });
});
