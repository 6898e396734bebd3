import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import type { LogRecord } from "../../plugin/instance.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import { Gate } from "../gate.ts";
import { RequestTimeoutError } from "./call-errors.ts";
import { FrameConnection } from "./frame-connection.ts";

type UnixSocketConfig = NonNullable<PluginConfig["unix_socket"]>;

const MAX_CONNECTIONS = 64;

export interface FramePoolOptions {
  readonly log: (record: LogRecord) => void;
  /** After how many milliseconds a call is given up. */
  readonly timeoutMs: number;
}

/** Connections to a server on a Unix socket. One answers one call at a time, so calls at the same time take one each. */
export class FramePool {
  readonly #plugin: string;
  readonly #socket: UnixSocketConfig;
  readonly #log: FramePoolOptions["log"];
  readonly #timeoutMs: number;
  readonly #gate = new Gate(MAX_CONNECTIONS);
  readonly #all = new Set<FrameConnection>();
  #idle: FrameConnection[] = [];
  #closed = false;

  /** @param plugin its name, for errors. */
  constructor(plugin: string, socket: UnixSocketConfig, { log, timeoutMs }: FramePoolOptions) {
    this.#plugin = plugin;
    this.#socket = socket;
    this.#log = log;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws {PluginError} when there is nobody. */
  async open(): Promise<void> {
    this.#idle.push(await this.#connect());
  }

  /**
   * Sends a request and waits for its response. When the connection breaks there are further tries, as many as
   * `reconnect_attempts`: the server may see a call more than once, as with CPEX.
   *
   * @throws {PluginError}
   */
  async exchange(request: Buffer): Promise<Buffer> {
    await this.#gate.enter();
    try {
      return await this.#tryAll(request);
    } finally {
      this.#gate.leave();
    }
  }

  close(): void {
    this.#closed = true;
    for (const connection of this.#all) connection.close();
  }

  async #tryAll(request: Buffer): Promise<Buffer> {
    const { reconnect_attempts: attempts, reconnect_delay } = this.#socket;
    for (let attempt = 0; ; attempt++) {
      if (this.#closed) throw this.#error("Plugin session not initialized");
      const connection = this.#idle.pop() ?? (await this.#reconnect());
      try {
        const response = await connection.exchange(request, this.#timeoutMs);
        this.#idle.push(connection);
        return response;
      } catch (thrown) {
        connection.close();
        if (thrown instanceof RequestTimeoutError) throw this.#error(thrown.message, thrown);
        if (attempt >= attempts || this.#closed) {
          throw this.#error(`Request failed after ${attempts + 1} attempts: ${messageOf(thrown)}`, thrown);
        }
        this.#log({ level: "warning", message: `plugin '${this.#plugin}' is connected anew: ${messageOf(thrown)}` });
        await delay(reconnect_delay * (attempt + 1) * 1000);
      }
    }
  }

  async #reconnect(): Promise<FrameConnection> {
    const { reconnect_attempts: attempts, reconnect_delay } = this.#socket;
    let last: unknown;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        return await this.#connect();
      } catch (thrown) {
        last = thrown;
        if (attempt < attempts) await delay(reconnect_delay * attempt * 1000);
      }
    }
    throw this.#error(`Failed to reconnect after ${attempts} attempts: ${messageOf(last)}`, last);
  }

  async #connect(): Promise<FrameConnection> {
    const { path } = this.#socket;
    try {
      const connection = await FrameConnection.open(path, () => this.#forget(connection));
      this.#all.add(connection);
      return connection;
    } catch (cause) {
      throw this.#error(`Failed to connect to ${path}: ${messageOf(cause)}`, cause);
    }
  }

  #forget(connection: FrameConnection): void {
    this.#all.delete(connection);
    this.#idle = this.#idle.filter((one) => one !== connection);
  }

  #error(message: string, cause?: unknown): PluginError {
    return new PluginError({ message, plugin_name: this.#plugin }, cause === undefined ? {} : { cause });
  }
}
