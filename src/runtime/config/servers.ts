import { z } from "zod";
import { laxInt } from "./lax.ts";
import { certificates, KEYFILE, keyfileHasCertfile, nonBlank } from "./transports.ts";

/** Where a plugin server listens; whether sockets, folders and certificates exist is known when it starts. */

const CLIENT_AUTH = ["none", "optional", "require"];

const mcpServerTls = z
  .object({
    ...certificates,
    /** Python's `ssl` numbers: 0 no client certificate, 1 optional, 2 required. */
    ssl_cert_reqs: laxInt.default(2),
  })
  .refine(keyfileHasCertfile, KEYFILE);

const grpcServerTls = z
  .object({
    ...certificates,
    client_auth: z
      .string()
      .toLowerCase()
      .refine((word) => CLIENT_AUTH.includes(word), `client_auth must be one of ${CLIENT_AUTH.join(", ")}`)
      .default("require"),
  })
  .refine(keyfileHasCertfile, KEYFILE);

interface Listener {
  readonly uds: string | null;
  readonly tls: object | null;
}

function isOneKind({ uds, tls }: Listener): boolean {
  return uds === null || tls === null;
}

const TLS_ON_SOCKET = "TLS configuration is not supported for Unix domain sockets";

/** `server_settings`: plugins served over MCP. */
export const mcpServer = z
  .object({
    host: z.string().default("127.0.0.1"),
    port: laxInt.default(8000),
    uds: nonBlank("MCP server uds must be a non-empty string.").nullable().default(null),
    tls: mcpServerTls.nullable().default(null),
  })
  .refine(isOneKind, `${TLS_ON_SOCKET}.`);

/** `grpc_server_settings`: plugins served over gRPC. */
export const grpcServer = z
  .object({
    host: z.string().default("127.0.0.1"),
    port: laxInt.default(50_051),
    uds: nonBlank("gRPC server uds must be a non-empty string.").nullable().default(null),
    tls: grpcServerTls.nullable().default(null),
  })
  .refine(isOneKind, TLS_ON_SOCKET);

/** `unix_socket_server_settings`: plugins served over a plain Unix socket. */
export const unixSocketServer = z.object({ path: z.string().default("/tmp/mcpgateway-plugins.sock") });
