import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import { readSettings } from "../settings.ts";
import { McpClient } from "./client.ts";
import { HttpTransport } from "./http-transport.ts";
import type { ContentBlock } from "./reply.ts";
import { type McpConfig, stdioCommand } from "./stdio-command.ts";
import { StdioTransport } from "./stdio-transport.ts";
import { tlsOptions } from "./tls.ts";

/** An open connection to a plugin server. */
export interface Connection {
  /** Calls a tool, and gives up after so many milliseconds. */
  call(tool: string, args: Record<string, unknown>, timeoutMs: number): Promise<readonly ContentBlock[]>;
  close(): Promise<void>;
}

/**
 * Starts a plugin server and greets it. The server gets the environment of this process and what `mcp.env` adds.
 *
 * @throws {Error} that says what was tried, with the end of what the server wrote to stderr.
 */
export async function connectStdio(mcp: McpConfig, base: string): Promise<Connection> {
  const server = await stdioCommand(mcp, base);
  let written = "";
  const hear = (text: string): void => {
    written = (written + text).slice(-KEPT_CHARACTERS);
  };
  const env = { ...process.env, ...mcp.env };
  try {
    return await McpClient.connect((receiver) => new StdioTransport({ ...server, env, hear }, receiver));
  } catch (cause) {
    const ran = [server.command, ...server.args].join(" ");
    const said = written.trim() === "" ? "" : `; it wrote: ${written.trim()}`;
    throw new Error(`ran '${ran}' in ${server.cwd}: ${messageOf(cause)}${said}`, { cause });
  }
}

/**
 * Connects a plugin server over streamable HTTP, where `mcp.uds` is set through that Unix socket. A server that is just
 * starting gets two more tries, after `delayMs` and twice that, as CPEX means to give it.
 *
 * @throws {Error} that says what was tried.
 */
export async function connectHttp({ url, uds, tls }: McpConfig, base: string, delayMs = 1000): Promise<Connection> {
  if (!url) throw new Error("STREAMABLEHTTP transport requires url");
  const socket =
    uds === null ? await tlsOptions(tls, readSettings(process.env), base) : { socketPath: resolve(base, uds) };
  const address = new URL(url);
  for (let attempt = 1; ; attempt++) {
    try {
      return await McpClient.connect((receiver) => new HttpTransport(address, socket, receiver));
    } catch (cause) {
      if (attempt === HTTP_ATTEMPTS) {
        const target = uds === null ? url : `${url} (uds=${uds})`;
        throw new Error(`${target} is not reachable after ${attempt} attempts: ${reasonOf(cause)}`, { cause });
      }
      await delay(delayMs * attempt);
    }
  }
}

const HTTP_ATTEMPTS = 3;

/** A name with several addresses fails with several errors, and no text for them all. */
function reasonOf(cause: unknown): string {
  return cause instanceof AggregateError ? cause.errors.map(messageOf).join(", ") : messageOf(cause);
}

/** The end of a Python traceback fits. */
const KEPT_CHARACTERS = 2000;
