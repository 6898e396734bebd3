import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import type { LogRecord } from "../../plugin/instance.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import { describeThrown } from "../manager/errors.ts";
import { InvalidResultError, RequestTimeoutError } from "./call-errors.ts";
import type { Connection } from "./connection.ts";
import type { ContentBlock } from "./reply.ts";
import type { McpConfig } from "./stdio-command.ts";

export interface SessionOptions {
  /** The plugin's name, for errors. */
  readonly plugin: string;
  readonly connect: () => Promise<Connection>;
  /** After how many milliseconds a call is given up. */
  readonly timeoutMs: number;
  readonly reconnect: Pick<McpConfig, "reconnect_attempts" | "reconnect_delay">;
  readonly log: (record: LogRecord) => void;
}

/**
 * Calls the tools of a plugin server, over one connection for all calls. When a call fails for the connection or with a
 * JSON-RPC error, there is a new connection and one second try: the server may see such a call twice, as with CPEX.
 */
export class Session {
  readonly #options: SessionOptions;
  /** The connection that calls go over; while there is none yet, what is being opened. */
  #current: Promise<Connection>;
  #closed = false;

  private constructor(options: SessionOptions, connection: Connection) {
    this.#options = options;
    this.#current = Promise.resolve(connection);
  }

  /** @throws {Error} by rejection, of the first attempt to connect. */
  static async open(options: SessionOptions): Promise<Session> {
    return new Session(options, await options.connect());
  }

  /** @throws {PluginError} by rejection. */
  async call(tool: string, args: Record<string, unknown>): Promise<readonly ContentBlock[]> {
    const { plugin, timeoutMs, log } = this.#options;
    if (this.#closed) throw this.#error("Plugin session not initialized");
    const used = this.#current;
    try {
      return await (await used).call(tool, args, timeoutMs);
    } catch (thrown) {
      if (this.#closed || isFinal(thrown)) throw this.#error(describeThrown(thrown), thrown);
      // What a server says of a call may have content of payloads in it.
      log({ level: "warning", message: `plugin '${plugin}' is connected anew, as a call has failed` });
    }
    // Of several calls that failed together, the first opens the connection that all take.
    if (this.#current === used) this.#current = this.#reconnect(used);
    try {
      return await (await this.#current).call(tool, args, timeoutMs);
    } catch (thrown) {
      if (thrown instanceof PluginError) throw thrown;
      throw this.#error(`Reconnection failed for plugin ${plugin}: ${messageOf(thrown)}`, thrown);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await closeQuietly(this.#current);
  }

  async #reconnect(old: Promise<Connection>): Promise<Connection> {
    await closeQuietly(old);
    const { reconnect_attempts: attempts, reconnect_delay } = this.#options.reconnect;
    let last: unknown;
    for (let attempt = 1; attempt <= attempts && !this.#closed; attempt++) {
      try {
        return await this.#options.connect();
      } catch (thrown) {
        last = thrown;
        if (attempt < attempts) await delay(reconnect_delay * attempt * 1000);
      }
    }
    throw this.#error(`Failed to reconnect after ${attempts} attempts: ${messageOf(last)}`, last);
  }

  #error(message: string, cause?: unknown): PluginError {
    return new PluginError({ message, plugin_name: this.#options.plugin }, cause === undefined ? {} : { cause });
  }
}

/** What another connection would not mend: arguments that are no JSON, a server that is slow, a reply that is not MCP. */
function isFinal(thrown: unknown): boolean {
  return FINAL.some((type) => thrown instanceof type);
}

const FINAL = [TypeError, RangeError, RequestTimeoutError, InvalidResultError];

async function closeQuietly(connection: Promise<Connection>): Promise<void> {
  try {
    await (await connection).close();
  } catch {
    // It is gone already, or never came to be.
  }
}
