import { packageVersion } from "../../package.ts";
import {
  errorMessage,
  isFields,
  notificationMessage,
  readMessage,
  requestMessage,
  resultMessage,
  RpcError,
  type RpcRequest,
  type RpcResponse,
} from "../mcp/json-rpc.ts";
import { isProtocolVersion, PROTOCOL_VERSIONS } from "../mcp/versions.ts";
import { InvalidResultError, RequestTimeoutError } from "./call-errors.ts";
import type { ContentBlock } from "./reply.ts";
import { excerpt, type Receiver, type Transport } from "./transport.ts";

/** A request that waits for its response. */
interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** How long a server may take to greet back: one in Python has much to import. */
const GREETING_MS = 60_000;

/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Calls the tools of one MCP server, any number of them at a time. */
export class McpClient implements Receiver {
  readonly #transport: Transport;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  /** Why no more calls can be made. */
  #broken: Error | undefined;

  private constructor(open: (receiver: Receiver) => Transport) {
    this.#transport = open(this);
  }

  /**
   * Opens a connection and greets the server.
   *
   * @throws {Error} by rejection, when that fails; nothing is left open then.
   */
  static async connect(open: (receiver: Receiver) => Transport): Promise<McpClient> {
    const client = new McpClient(open);
    try {
      await client.#greet();
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  /**
   * Calls a tool, and gives up after so many milliseconds.
   *
   * @throws {Error} by rejection: a `TypeError` where the arguments are no JSON, a {@link RequestTimeoutError}, an
   * {@link InvalidResultError}, else what the server or the connection says.
   */
  async call(tool: string, args: Record<string, unknown>, timeoutMs: number): Promise<readonly ContentBlock[]> {
    const id = this.#nextId++;
    try {
      return contentOf(await this.#request(id, "tools/call", { name: tool, arguments: args }, timeoutMs));
    } catch (error) {
      if (error instanceof RequestTimeoutError) {
        this.#tell(notificationMessage("notifications/cancelled", { requestId: id, reason: error.message }));
      }
      throw error;
    }
  }

  /** Calls that are under way fail. */
  async close(): Promise<void> {
    this.fail(new Error("Connection closed"));
    await this.#transport.close();
  }

  receive(text: string, sent?: number): void {
    if (this.#broken !== undefined) return;
    const message = readMessage(text);
    switch (message.kind) {
      case "result":
      case "error":
        this.#settle(message, sent);
        return;
      case "request":
        this.#answer(message);
        return;
      case "invalid":
        // What a plugin prints to a server's stdout: CPEX passes over it, too.
        if (sent === undefined) return;
        this.fail(new Error(`the server sent what is no message of MCP: ${excerpt(text)}`), sent);
        return;
      case "notification":
    }
  }

  fail(error: Error, id?: number): void {
    if (id !== undefined) {
      this.#take(id)?.reject(error);
      return;
    }
    if (this.#broken !== undefined) return;
    this.#broken = error;
    for (const waiting of this.#waiting.keys()) this.#take(waiting)?.reject(error);
    void this.#transport.close();
  }

  async #greet(): Promise<void> {
    const params = {
      protocolVersion: PROTOCOL_VERSIONS[0],
      capabilities: {},
      clientInfo: { name: "mcpplugins", version: packageVersion() },
    };
    const result = await this.#request(this.#nextId++, "initialize", params, GREETING_MS);
    const version = isFields(result) ? result["protocolVersion"] : undefined;
    if (typeof version !== "string" || !isProtocolVersion(version)) {
      throw new Error(`the server speaks no version of MCP that is known here: ${JSON.stringify(version)}`);
    }
    this.#transport.useVersion(version);
    await this.#transport.send(notificationMessage("notifications/initialized"));
  }

  #request(id: number, method: string, params: unknown, timeoutMs: number): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const message = requestMessage(id, method, params);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.fail(new RequestTimeoutError(`no answer to ${method} in ${timeoutMs} ms`), id);
        this.#transport.forget(id);
      };
      this.#waiting.set(id, { resolve, reject, timer: setTimeout(giveUp, Math.min(timeoutMs, LONGEST_TIMER_MS)) });
      this.#transport.request(id, message);
    });
  }

  #settle(response: RpcResponse, sent: number | undefined): void {
    const { id } = response;
    if (response.kind === "error" && id === null) {
      this.fail(new Error(response.message), sent);
    } else if (typeof id !== "number" || id < 1 || id >= this.#nextId || (sent !== undefined && id !== sent)) {
      this.fail(new Error(`the server answered what it was not asked: id ${JSON.stringify(id)}`), sent);
    } else {
      // There is none when the answer comes too late.
      const waiting = this.#take(id);
      if (response.kind === "result") waiting?.resolve(response.result);
      else waiting?.reject(new Error(response.message));
    }
  }

  /** Servers may ask whether anybody is there; there is nothing else to be had of this client. */
  #answer({ id, method }: RpcRequest): void {
    const isPing = method === "ping";
    this.#tell(isPing ? resultMessage(id, {}) : errorMessage(id, RpcError.methodNotFound, "Method not found"));
  }

  /** Sends what nothing depends on. */
  #tell(message: string): void {
    this.#transport.send(message).catch(() => {});
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    return waiting;
  }
}

function contentOf(result: unknown): readonly ContentBlock[] {
  const content = isFields(result) ? result["content"] : undefined;
  if (Array.isArray(content) && content.every(isBlock)) return content;
  throw new InvalidResultError(`the server returned no content of a tool: ${excerpt(JSON.stringify(result))}`);
}

function isBlock(value: unknown): value is ContentBlock {
  return isFields(value) && typeof value["type"] === "string";
}
