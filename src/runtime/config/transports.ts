import { z } from "zod";
import { checkUrl, type UrlRules } from "./check-url.ts";
import { laxBool, laxFloat, laxInt, optionalString } from "./lax.ts";

/**
 * The transports of an external plugin. Only what the text itself says is checked; whether a script, folder, socket or
 * certificate exists is known when the plugin is connected.
 */

export const certificates = {
  certfile: optionalString,
  keyfile: optionalString,
  ca_bundle: optionalString,
  keyfile_password: optionalString,
};
const verify = laxBool.default(true);

type Certificates = { readonly certfile: string | null; readonly keyfile: string | null };

export function keyfileHasCertfile({ certfile, keyfile }: Certificates): boolean {
  return !keyfile || Boolean(certfile);
}

export const KEYFILE = "keyfile requires certfile to be specified";
const mcpTls = z
  .object({ ...certificates, verify, check_hostname: laxBool.default(true) })
  .refine(keyfileHasCertfile, KEYFILE);
const grpcTls = z.object({ ...certificates, verify }).refine(keyfileHasCertfile, KEYFILE);

export const nonBlank = (message: string) => z.string().refine((text) => text.trim() !== "", message);

/** How the gateway reaches a plugin over MCP. */
export function mcpClient(rules: UrlRules) {
  return z
    .object({
      proto: z.enum(["SSE", "HTTP", "STDIO", "STREAMABLEHTTP", "GRPC"]),
      url: optionalString.superRefine((url, context) => {
        const problem = url ? checkUrl(url, "URL", rules) : undefined;
        if (problem !== undefined) context.addIssue({ code: "custom", message: problem.message });
      }),
      script: optionalString,
      cmd: z
        .array(nonBlank("MCP stdio cmd entries must be non-empty strings."))
        .min(1, "MCP stdio cmd must be a non-empty list.")
        .nullable()
        .default(null),
      env: z
        .record(nonBlank("MCP stdio env keys must be non-empty strings."), z.string())
        .refine((env) => Object.keys(env).length > 0, "MCP stdio env must be a non-empty dict.")
        .nullable()
        .default(null),
      cwd: optionalString,
      uds: nonBlank("MCP client uds must be a non-empty string.").nullable().default(null),
      tls: mcpTls.nullable().default(null),
      reconnect_attempts: laxInt.default(3),
      /** Seconds; grows with each attempt. */
      reconnect_delay: laxFloat.default(0.1),
    })
    .superRefine(({ proto, url, script, cmd, env, cwd, uds, tls }, context) => {
      const refuse = (message: string) => context.addIssue({ code: "custom", message });
      const isStdio = proto === "STDIO";
      if (tls !== null && proto !== "SSE" && proto !== "STREAMABLEHTTP") {
        refuse("TLS configuration is only valid for HTTP/SSE transports");
      }
      if (uds !== null && tls !== null) refuse("TLS configuration is not supported for Unix domain sockets.");
      if (isStdio && url) refuse("URL is only valid for HTTP/SSE transports");
      if (!isStdio && (script || cmd !== null || env !== null || cwd)) {
        refuse("script/cmd/env/cwd are only valid for STDIO transport");
      }
      if (proto !== "STREAMABLEHTTP" && uds !== null) refuse("uds is only valid for STREAMABLEHTTP transport");
    });
}

/** How the gateway reaches a plugin over gRPC. */
export const grpcClient = z
  .object({
    target: z
      .string()
      .min(1, "gRPC target address cannot be empty")
      .includes(":", { message: "gRPC target must be in host:port format" })
      .nullable()
      .default(null),
    uds: nonBlank("gRPC client uds must be a non-empty string.").nullable().default(null),
    tls: grpcTls.nullable().default(null),
  })
  .superRefine(({ target, uds, tls }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (target === null && uds === null) refuse("gRPC client must have either 'target' or 'uds' configured");
    if (target !== null && uds !== null) refuse("gRPC client cannot have both 'target' and 'uds' configured");
    if (uds !== null && tls !== null) refuse("TLS configuration is not supported for Unix domain sockets");
  });

/** How the gateway reaches a plugin over a plain Unix socket. */
export const unixSocketClient = z.object({
  path: z
    .string()
    .min(1, "Unix socket path cannot be empty")
    .startsWith("/", { message: "Unix socket path must be absolute" }),
  reconnect_attempts: laxInt.default(3),
  /** Seconds; doubles with each attempt. */
  reconnect_delay: laxFloat.default(0.1),
  /** Seconds to wait for an answer. */
  timeout: laxFloat.default(30),
});
