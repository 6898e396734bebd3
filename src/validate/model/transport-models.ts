import {
  BOOLEAN,
  choiceOf,
  INTEGER,
  type Model,
  modelOf,
  NUMBER,
  optional,
  recordOf,
  required,
  STRING,
  STRINGS,
  withDefault,
} from "./field.ts";

// The models of cpex 0.1.4, framework/models.py, from MCPTransportTLSConfigBase to UnixSocketServerConfig.

/** Every value of `proto` that the loader reads; it refuses the last two in a later check. */
export const PROTOCOLS = ["STDIO", "STREAMABLEHTTP", "SSE", "HTTP", "GRPC"] as const;

const tlsFiles = {
  certfile: optional(STRING),
  keyfile: optional(STRING),
  ca_bundle: optional(STRING),
  keyfile_password: optional(STRING),
};

const mcpTls: Model = {
  title: "TLS settings",
  fields: { ...tlsFiles, verify: withDefault(BOOLEAN), check_hostname: withDefault(BOOLEAN) },
};

const mcpServerTls: Model = { title: "TLS settings", fields: { ...tlsFiles, ssl_cert_reqs: withDefault(INTEGER) } };

const grpcTls: Model = { title: "TLS settings", fields: { ...tlsFiles, verify: withDefault(BOOLEAN) } };

const grpcServerTls: Model = {
  title: "TLS settings",
  fields: { ...tlsFiles, client_auth: withDefault(choiceOf(["require", "optional", "none"], { anyCase: true })) },
};

export const MCP_CLIENT: Model = {
  title: "an MCP connection",
  fields: {
    proto: required(choiceOf(PROTOCOLS)),
    url: optional(STRING),
    script: optional(STRING),
    cmd: optional(STRINGS),
    env: optional(recordOf(STRING)),
    cwd: optional(STRING),
    uds: optional(STRING),
    tls: optional(modelOf(mcpTls)),
    reconnect_attempts: withDefault(INTEGER),
    reconnect_delay: withDefault(NUMBER),
  },
};

export const GRPC_CLIENT: Model = {
  title: "a gRPC connection",
  fields: { target: optional(STRING), uds: optional(STRING), tls: optional(modelOf(grpcTls)) },
};

export const UNIX_SOCKET_CLIENT: Model = {
  title: "a Unix socket connection",
  fields: {
    path: required(STRING),
    reconnect_attempts: withDefault(INTEGER),
    reconnect_delay: withDefault(NUMBER),
    timeout: withDefault(NUMBER),
  },
};

export const MCP_SERVER: Model = {
  title: "server settings",
  fields: {
    host: withDefault(STRING),
    port: withDefault(INTEGER),
    uds: optional(STRING),
    tls: optional(modelOf(mcpServerTls)),
  },
};

export const GRPC_SERVER: Model = {
  title: "gRPC server settings",
  fields: {
    host: withDefault(STRING),
    port: withDefault(INTEGER),
    uds: optional(STRING),
    tls: optional(modelOf(grpcServerTls)),
  },
};

export const UNIX_SOCKET_SERVER: Model = {
  title: "Unix socket server settings",
  fields: { path: withDefault(STRING) },
};
