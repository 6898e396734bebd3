import { resolve } from "node:path";
import type { Config } from "../runtime/config/config.ts";
import type { PluginSettings } from "../runtime/settings.ts";
import type { TlsSettings } from "./tls.ts";
import type { Place } from "./transport/listen.ts";

/** How clients reach the server. */
export type ServePlan = { readonly transport: "stdio" } | HttpPlan;

export interface HttpPlan {
  readonly transport: "http";
  readonly place: Place;
  readonly tls: TlsSettings | undefined;
  /** The folder that paths of certificates start from. */
  readonly tlsBase: string;
}

export interface PlanOptions {
  /** What was asked for on the command line. */
  readonly flags: PlanFlags;
  readonly config: Pick<Config, "server_settings">;
  readonly settings: PluginSettings;
  /** Whether standard input is a terminal: then no client is behind it. */
  readonly isTerminal: boolean;
  readonly cwd: string;
  /** The folder of the config file. */
  readonly base: string;
}

export interface PlanFlags {
  readonly transport?: "stdio" | "http" | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly uds?: string | undefined;
}

const DEFAULTS = { host: "127.0.0.1", port: 8000 };

/**
 * Decides how to serve. Flags come first, then, as in cpex 0.1.4, `server_settings` of the config as a whole, then the
 * `PLUGINS_SERVER_*` variables. Without a word about the transport it is stdio, unless that is a terminal.
 */
export function planServer({ flags, config, settings, isTerminal, cwd, base }: PlanOptions): ServePlan {
  const wantsPlace = flags.host !== undefined || flags.port !== undefined || flags.uds !== undefined;
  const transport = flags.transport ?? (wantsPlace ? "http" : transportOf(settings.transport, isTerminal));
  if (transport === "stdio") return { transport };
  const stated = config.server_settings;
  const from = stated === null ? fromVariables(settings) : stated;
  const root = stated === null ? cwd : base;
  const tls = { tls: from.tls ?? undefined, tlsBase: root };
  if (flags.uds !== undefined)
    return { transport, place: { uds: resolve(cwd, flags.uds) }, tls: undefined, tlsBase: root };
  if (from.uds !== null && !wantsPlace) return { transport, place: { uds: resolve(root, from.uds) }, ...tls };
  return { transport, place: { host: flags.host ?? from.host, port: flags.port ?? from.port }, ...tls };
}

/** As in CPEX, any other word than `stdio` stands for HTTP. */
function transportOf(setting: string | null, isTerminal: boolean): "stdio" | "http" {
  if (setting === null || setting === "") return isTerminal ? "http" : "stdio";
  return setting.toLowerCase() === "stdio" ? "stdio" : "http";
}

type ServerSettings = NonNullable<Config["server_settings"]>;

function fromVariables(settings: PluginSettings): ServerSettings {
  return {
    host: settings.server_host || DEFAULTS.host,
    port: settings.server_port ?? DEFAULTS.port,
    uds: settings.server_uds || null,
    tls: settings.server_ssl_enabled === true ? tlsOfVariables(settings) : null,
  };
}

function tlsOfVariables(settings: PluginSettings): TlsSettings {
  return {
    certfile: settings.server_ssl_certfile,
    keyfile: settings.server_ssl_keyfile,
    ca_bundle: settings.server_ssl_ca_certs,
    keyfile_password: settings.server_ssl_keyfile_password,
    ssl_cert_reqs: settings.server_ssl_cert_reqs ?? CERT_REQUIRED,
  };
}

const CERT_REQUIRED = 2;
