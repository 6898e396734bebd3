import type { EventEmitter } from "node:events";
import type { TLSSocket } from "node:tls";
import { codeOf } from "../../errors.ts";
import type { OnRefused } from "../refusals.ts";

/**
 * Tells of clients that don't get through TLS; Node itself turns away those that must have a certificate. Where they may come
 * without one, one that they do bring must be good all the same.
 */
export function guardTls(server: EventEmitter, onRefused: OnRefused): void {
  server.on("tlsClientError", (error: Error, socket: TLSSocket) => {
    const reason = socket.authorizationError ? untrusted(socket) : handshakeProblem(error);
    if (reason !== undefined) onRefused(reason);
  });
  server.on("secureConnection", (socket: TLSSocket) => {
    if (socket.authorized || Object.keys(socket.getPeerCertificate()).length === 0) return;
    socket.destroy();
    onRefused(untrusted(socket));
  });
}

/** Node's types say that it has an error; that is its code. */
function untrusted({ authorizationError }: TLSSocket): string {
  return `it has no certificate that the ca_bundle vouches for (${String(authorizationError)})`;
}

/** What OpenSSL says. Whoever only looks whether the port is open breaks off without. */
function handshakeProblem(error: Error): string | undefined {
  const code = codeOf(error);
  return code?.startsWith("ERR_SSL_") === true ? `no TLS connection comes about (${code})` : undefined;
}
