import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as TlsAgent, request as requestHttps, type RequestOptions } from "node:https";
import { urlToHttpOptions } from "node:url";
import { messageOf } from "../../errors.ts";
import { readBody } from "../mcp/http-body.ts";
import { EventSplitter } from "./event-splitter.ts";
import { excerpt, MAX_MESSAGE_BYTES, type Receiver, tooLongError, type Transport } from "./transport.ts";

/** As many calls as our own server takes on at a time; more wait for one to end. */
const MAX_SOCKETS = 256;
/** Servers close connections that nothing came over for 5 s; a request must not meet that. */
const IDLE_MS = 4000;
/** How long the server may take over a message that is not a call. */
const SEND_MS = 30_000;
/** A server that hangs must not keep the host from its end. */
const LEAVE_MS = 1000;

const JSON_TYPE = "application/json";
const EVENT_TYPE = "text/event-stream";

/** MCP's streamable HTTP: each message is a POST, whose response is one JSON document or a stream of events. */
export class HttpTransport implements Transport {
  readonly #receiver: Receiver;
  readonly #agent: Agent;
  readonly #open: typeof requestHttps;
  readonly #running = new Map<number, ClientRequest>();
  #options: RequestOptions & { readonly headers: Readonly<Record<string, string>> };
  #hasSession = false;
  #closing: Promise<void> | undefined;

  /** @param socket Where the server listens when not at the address, or the certificates to reach it with. */
  constructor(url: URL, socket: RequestOptions, receiver: Receiver) {
    const isTls = url.protocol === "https:";
    this.#receiver = receiver;
    this.#open = isTls ? requestHttps : requestHttp;
    this.#agent = new (isTls ? TlsAgent : Agent)({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_MS });
    this.#options = {
      ...urlToHttpOptions(url),
      ...socket,
      agent: this.#agent,
      method: "POST",
      headers: { "Content-Type": JSON_TYPE, Accept: `${JSON_TYPE}, ${EVENT_TYPE}` },
    };
  }

  request(id: number, message: string): void {
    const outgoing = this.#open(this.#options);
    this.#running.set(id, outgoing);
    outgoing.once("response", (incoming: IncomingMessage) => void this.#read(incoming, id));
    // It stays for a stream that breaks off, which is an error of its reader, and must not be one of the process.
    outgoing.on("error", (error) => this.#receiver.fail(error, id));
    outgoing.once("close", () => this.#running.delete(id));
    outgoing.end(message);
  }

  forget(id: number): void {
    this.#running.get(id)?.destroy();
  }

  send(message: string): Promise<void> {
    return this.#exchange(this.#options, SEND_MS, message);
  }

  useVersion(version: string): void {
    this.#addHeader("MCP-Protocol-Version", version);
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #read(incoming: IncomingMessage, id: number): Promise<void> {
    this.#joinSession(incoming);
    try {
      if (isOk(incoming) && typeOf(incoming) === EVENT_TYPE) await this.#readEvents(incoming, id);
      else {
        const body = await bodyOf(incoming);
        if (!isOk(incoming)) throw statusError(incoming, body);
        if (typeOf(incoming) !== JSON_TYPE) throw new Error(`the server answered with no message: ${excerpt(body)}`);
        this.#receiver.receive(body, id);
      }
      this.#receiver.fail(new Error("the server ended its answer without a response"), id);
    } catch (error) {
      this.#receiver.fail(error instanceof Error ? error : new Error(messageOf(error)), id);
    }
  }

  async #readEvents(incoming: IncomingMessage, id: number): Promise<void> {
    const events = new EventSplitter();
    let bytes = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_MESSAGE_BYTES) throw tooLongError();
      for (const message of events.split(chunk)) this.#receiver.receive(message, id);
    }
  }

  /** A server that has sessions names ours in its answer to the greeting. */
  #joinSession({ headers }: IncomingMessage): void {
    const session = headers["mcp-session-id"];
    if (this.#hasSession || typeof session !== "string") return;
    this.#hasSession = true;
    this.#addHeader("Mcp-Session-Id", session);
  }

  #addHeader(name: string, value: string): void {
    this.#options = { ...this.#options, headers: { ...this.#options.headers, [name]: value } };
  }

  /** Ends the session, where there is one. */
  async #leave(): Promise<void> {
    for (const outgoing of this.#running.values()) outgoing.destroy();
    try {
      if (this.#hasSession) await this.#exchange({ ...this.#options, method: "DELETE" }, LEAVE_MS);
    } catch {
      // It is gone already, or not ours to end.
    } finally {
      this.#agent.destroy();
    }
  }

  /** Resolves when the server has taken a message that has no response. */
  #exchange(options: RequestOptions, timeoutMs: number, message?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const outgoing = this.#open({ ...options, signal: AbortSignal.timeout(timeoutMs) });
      outgoing.once("response", (incoming: IncomingMessage) => {
        bodyOf(incoming)
          .then((body) => (isOk(incoming) ? resolve() : reject(statusError(incoming, body))))
          .catch(reject);
      });
      outgoing.on("error", reject);
      outgoing.end(message);
    });
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const body = await readBody(incoming, MAX_MESSAGE_BYTES);
  if (typeof body === "string") return body;
  incoming.destroy();
  throw body.problem === "too large" ? tooLongError() : new Error("the server broke off its answer");
}

function isOk({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function typeOf({ headers }: IncomingMessage): string | undefined {
  return headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
}

function statusError({ statusCode, statusMessage = "" }: IncomingMessage, body: string): Error {
  const status = `the server answered with HTTP ${statusCode} ${statusMessage}`.trimEnd();
  return new Error(body === "" ? status : `${status}: ${excerpt(body)}`);
}
