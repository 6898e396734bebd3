import { resolve } from "node:path";
import type { Config } from "../runtime/config/config.ts";
import type { PluginSettings } from "../runtime/settings.ts";
import type { TlsSettings } from "./tls.ts";
import type { Place } from "./transport/listen.ts";

/** How clients reach the server. */
export type ServePlan = { readonly transport: "stdio" } | HttpPlan | GrpcPlan | UnixPlan;

/** How clients reach a server that may be anywhere. */
export interface NetworkPlan {
  readonly place: Place;
  readonly tls: TlsSettings | undefined;
  /** The folder that paths of certificates start from. */
  readonly tlsBase: string;
}

export interface HttpPlan extends NetworkPlan {
  readonly transport: "http";
}

export interface GrpcPlan extends NetworkPlan {
  readonly transport: "grpc";
}

/** CPEX's own protocol, which there is only over a Unix socket. */
export interface UnixPlan {
  readonly transport: "unix";
  readonly path: string;
}

export const TRANSPORTS = ["stdio", "http", "grpc", "unix"] as const;
export type Transport = (typeof TRANSPORTS)[number];

export interface PlanOptions {
  /** What was asked for on the command line. */
  readonly flags: PlanFlags;
  readonly config: Pick<Config, "server_settings" | "grpc_server_settings" | "unix_socket_server_settings">;
  readonly settings: PluginSettings;
  /** Whether standard input is a terminal: then no client is behind it. */
  readonly isTerminal: boolean;
  readonly cwd: string;
  /** The folder of the config file. */
  readonly base: string;
}

export interface PlanFlags {
  readonly transport?: Transport | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly uds?: string | undefined;
}

/** Where CPEX's own servers listen when they are told nothing. */
const HOST = "127.0.0.1";
const HTTP_PORT = 8000;
const GRPC_PORT = 50_051;
const SOCKET_PATH = "/tmp/mcpgateway-plugins.sock";

/**
 * Decides how to serve. Flags come first, then, as in cpex 0.1.4, the transport's settings in the config as a whole, then its
 * variables. Without a word about the transport it is stdio, unless that is a terminal.
 */
export function planServer(options: PlanOptions): ServePlan {
  const { flags, config, settings, isTerminal } = options;
  const transport = flags.transport ?? (namesPlace(flags) ? "http" : transportOf(settings.transport, isTerminal));
  switch (transport) {
    case "stdio":
      return { transport };
    case "unix":
      return { transport, path: socketPath(options) };
    case "http":
      return { transport, ...planNetwork(options, config.server_settings, () => httpOfVariables(settings)) };
    case "grpc": {
      const stated = config.grpc_server_settings;
      const own = stated === null ? null : { ...stated, tls: stated.tls === null ? null : tlsOfGrpc(stated.tls) };
      return { transport, ...planNetwork(options, own, () => grpcOfVariables(settings)) };
    }
  }
}

function namesPlace({ host, port, uds }: PlanFlags): boolean {
  return host !== undefined || port !== undefined || uds !== undefined;
}

interface NetworkSettings {
  readonly host: string;
  readonly port: number;
  readonly uds: string | null;
  readonly tls: TlsSettings | null;
}

function planNetwork(
  { flags, cwd, base }: PlanOptions,
  stated: NetworkSettings | null,
  fromVariables: () => NetworkSettings,
): NetworkPlan {
  const from = stated ?? fromVariables();
  const root = stated === null ? cwd : base;
  if (flags.uds !== undefined) return { place: { uds: resolve(cwd, flags.uds) }, tls: undefined, tlsBase: root };
  const tls = { tls: from.tls ?? undefined, tlsBase: root };
  if (from.uds !== null && !namesPlace(flags)) return { place: { uds: resolve(root, from.uds) }, ...tls };
  return { place: { host: flags.host ?? from.host, port: flags.port ?? from.port }, ...tls };
}

function socketPath({ flags, config, settings, cwd, base }: PlanOptions): string {
  if (flags.uds !== undefined) return resolve(cwd, flags.uds);
  const stated = config.unix_socket_server_settings;
  return stated === null ? resolve(cwd, settings.unix_socket_path || SOCKET_PATH) : resolve(base, stated.path);
}

/** As in CPEX, any other word than `stdio` stands for HTTP. */
function transportOf(setting: string | null, isTerminal: boolean): "stdio" | "http" {
  if (setting === null || setting === "") return isTerminal ? "http" : "stdio";
  return setting.toLowerCase() === "stdio" ? "stdio" : "http";
}

function httpOfVariables(settings: PluginSettings): NetworkSettings {
  const tls = {
    certfile: settings.server_ssl_certfile,
    keyfile: settings.server_ssl_keyfile,
    ca_bundle: settings.server_ssl_ca_certs,
    keyfile_password: settings.server_ssl_keyfile_password,
    ssl_cert_reqs: settings.server_ssl_cert_reqs ?? CERT_REQUIRED,
  };
  return {
    host: settings.server_host || HOST,
    port: settings.server_port ?? HTTP_PORT,
    uds: settings.server_uds || null,
    tls: settings.server_ssl_enabled === true ? tls : null,
  };
}

function grpcOfVariables(settings: PluginSettings): NetworkSettings {
  const tls = {
    certfile: settings.grpc_server_ssl_certfile,
    keyfile: settings.grpc_server_ssl_keyfile,
    ca_bundle: settings.grpc_server_ssl_ca_certs,
    keyfile_password: settings.grpc_server_ssl_keyfile_password,
    client_auth: (settings.grpc_server_ssl_client_auth || "require").toLowerCase(),
  };
  return {
    host: settings.grpc_server_host || HOST,
    port: settings.grpc_server_port ?? GRPC_PORT,
    uds: settings.grpc_server_uds || null,
    tls: settings.grpc_server_ssl_enabled === true ? tlsOfGrpc(tls) : null,
  };
}

/** Python's `ssl` numbers: clients must have a certificate, may have one, are not asked. */
const CERT_REQUIRED = 2;
const CERT_OPTIONAL = 1;
const CERT_NONE = 0;

type GrpcTls = NonNullable<NonNullable<Config["grpc_server_settings"]>["tls"]>;

/** To CPEX `optional` asks for nothing. Here a client may bring a certificate, where there is something to check it by. */
function tlsOfGrpc({ client_auth, ...certificates }: GrpcTls): TlsSettings {
  const optional = certificates.ca_bundle ? CERT_OPTIONAL : CERT_NONE;
  const isKnown = client_auth === "none" || client_auth === "optional";
  return { ...certificates, ssl_cert_reqs: isKnown ? (client_auth === "none" ? CERT_NONE : optional) : CERT_REQUIRED };
}
