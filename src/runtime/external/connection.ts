import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { messageOf } from "../../errors.ts";
import { packageVersion } from "../../package.ts";
import { readSettings } from "../settings.ts";
import { fetchOver } from "./http-fetch.ts";
import type { ContentBlock } from "./reply.ts";
import { type McpConfig, stdioCommand } from "./stdio-command.ts";
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
  const { command, args, cwd } = await stdioCommand(mcp, base);
  const env = { ...(process.env as Record<string, string>), ...mcp.env };
  const transport = new StdioClientTransport({ command, args, cwd, env, stderr: "pipe" });
  let written = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    written = (written + chunk.toString()).slice(-KEPT_CHARACTERS);
  });
  try {
    return await connect(transport);
  } catch (cause) {
    const ran = [command, ...args].join(" ");
    const said = written.trim() === "" ? "" : `; it wrote: ${written.trim()}`;
    throw new Error(`ran '${ran}' in ${cwd}: ${messageOf(cause)}${said}`, { cause });
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
  for (let attempt = 1; ; attempt++) {
    const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: fetchOver(socket) });
    try {
      return await connect(transport, () => transport.terminateSession());
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

/** `leave` tells the server that nobody comes back. */
async function connect(transport: Transport, leave?: () => Promise<void>): Promise<Connection> {
  const client = new Client({ name: "mcpplugins", version: packageVersion() });
  try {
    await client.connect(transport);
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    call: async (name, args, timeout) => (await client.callTool({ name, arguments: args }, { timeout })).content,
    async close() {
      try {
        // A server that hangs must not keep the host from its end.
        if (leave !== undefined) await Promise.race([leave(), delay(LEAVE_MS, undefined, { ref: false })]);
      } finally {
        await client.close();
      }
    },
  };
}

const LEAVE_MS = 1000;
