import { once } from "node:events";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import type { FetchLike } from "@modelcontextprotocol/client";

/**
 * A `fetch` whose socket can be chosen, which Node's own can't: over a Unix socket (`socketPath`), or with certificates.
 * Redirects are not followed.
 */
export function fetchOver(options: RequestOptions): FetchLike {
  return async (url, init = {}) => {
    const target = new URL(url);
    const open = target.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = open(target, {
      ...options,
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.signal ? { signal: init.signal } : {}),
    });
    outgoing.end(init.body);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    // A stream that breaks off is an error of its reader, and must not be one of the process.
    outgoing.on("error", () => {});
    return responseOf(incoming);
  };
}

const WITHOUT_BODY = new Set([204, 205, 304]);

function responseOf(incoming: IncomingMessage): Response {
  const { statusCode: status = 500, statusMessage: statusText = "" } = incoming;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  if (WITHOUT_BODY.has(status)) {
    incoming.resume();
    return new Response(null, { status, statusText, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream, { status, statusText, headers });
}
