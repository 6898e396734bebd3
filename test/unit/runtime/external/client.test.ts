import { describe, expect, it } from "vitest";
import { InvalidResultError, RequestTimeoutError } from "../../../../src/runtime/external/call-errors.ts";
import { McpClient } from "../../../../src/runtime/external/client.ts";
import type { Receiver, Transport } from "../../../../src/runtime/external/transport.ts";

type Json = Readonly<Record<string, unknown>>;

const CONTENT = [{ type: "text", text: "hi" }];
const GREETING = { protocolVersion: "2025-06-18", capabilities: {}, serverInfo: { name: "test", version: "1" } };

/** A server in the same process, with one stream for all messages as over stdio. Calls are answered by the test. */
class FakeTransport implements Transport {
  readonly sent: Json[] = [];
  readonly forgotten: number[] = [];
  version: string | undefined;
  closed = 0;
  readonly #receiver: Receiver;
  readonly #greeting: unknown;

  constructor(receiver: Receiver, greeting: unknown) {
    this.#receiver = receiver;
    this.#greeting = greeting;
  }

  request(id: number, message: string): void {
    const request = JSON.parse(message) as Json;
    this.sent.push(request);
    if (request["method"] === "initialize") queueMicrotask(() => this.say({ id, result: this.#greeting }));
  }

  say(message: Json | string, id?: number): void {
    const text = typeof message === "string" ? message : JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#receiver.receive(text, id);
  }

  forget(id: number): void {
    this.forgotten.push(id);
  }

  async send(message: string): Promise<void> {
    this.sent.push(JSON.parse(message) as Json);
  }

  useVersion(version: string): void {
    this.version = version;
  }

  async close(): Promise<void> {
    this.closed++;
  }
}

async function connect(greeting: unknown = GREETING): Promise<{ client: McpClient; server: FakeTransport }> {
  let server: FakeTransport | undefined;
  const client = await McpClient.connect((receiver) => (server = new FakeTransport(receiver, greeting)));
  return { client, server: server! };
}

describe("a client of MCP", () => {
  it("greets its server, and speaks the version that the server wants", async () => {
    const { server } = await connect();
    expect(server.version).toBe("2025-06-18");
    expect(server.sent).toMatchObject([
      { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {} } },
      { jsonrpc: "2.0", method: "notifications/initialized" },
    ]);
  });

  it.each([[{ protocolVersion: "1999-01-01" }], [{}], [null], ["hello"]])(
    "does not connect to a server that greets with %j",
    async (greeting) => {
      await expect(connect(greeting)).rejects.toThrow("the server speaks no version of MCP that is known here");
    },
  );

  it("gives each call its own answer, in whatever order they come", async () => {
    const { client, server } = await connect();
    const calls = [client.call("a", { n: 1 }, 5000), client.call("b", {}, 5000)];
    expect(server.sent.slice(2)).toMatchObject([
      { id: 2, method: "tools/call", params: { name: "a", arguments: { n: 1 } } },
      { id: 3, method: "tools/call", params: { name: "b", arguments: {} } },
    ]);
    server.say({ id: 3, result: { content: [] } });
    server.say({ id: 2, result: { content: CONTENT } });
    expect(await Promise.all(calls)).toEqual([CONTENT, []]);
  });

  it("fails a call with the server's error, and goes on", async () => {
    const { client, server } = await connect();
    const [first, second] = [client.call("a", {}, 5000), client.call("a", {}, 5000)];
    server.say({ id: 2, error: { code: -32_603, message: "internal" } });
    await expect(first).rejects.toThrow(/^internal$/);
    server.say({ id: 3, result: { content: CONTENT } });
    expect(await second).toEqual(CONTENT);
  });

  it.each([[null], [[]], [{}], [{ content: "text" }], [{ content: [null] }], [{ content: [{ text: "a" }] }]])(
    "refuses %j as what a tool returned",
    async (result) => {
      const { client, server } = await connect();
      const call = client.call("a", {}, 5000);
      server.say({ id: 2, result });
      await expect(call).rejects.toThrow(InvalidResultError);
    },
  );

  it("gives up on a call that is not answered in time, says so, and bears a late answer", async () => {
    const { client, server } = await connect();
    await expect(client.call("a", {}, 1)).rejects.toThrow(RequestTimeoutError);
    expect(server.forgotten).toEqual([2]);
    expect(server.sent.at(-1)).toMatchObject({ method: "notifications/cancelled", params: { requestId: 2 } });
    server.say({ id: 2, result: { content: CONTENT } });
    const call = client.call("a", {}, 5000);
    server.say({ id: 3, result: { content: CONTENT } });
    expect(await call).toEqual(CONTENT);
    expect(server.closed).toBe(0);
  });

  it("waits however long it is told to", async () => {
    const { client, server } = await connect();
    const call = client.call("a", {}, Number.MAX_SAFE_INTEGER);
    await new Promise((resolve) => setTimeout(resolve, 10));
    server.say({ id: 2, result: { content: CONTENT } });
    expect(await call).toEqual(CONTENT);
  });

  it.each(["Listening on port 8000", '{"level":"info"}'])("passes over %j, which came for no call", async (printed) => {
    const { client, server } = await connect();
    const call = client.call("a", {}, 5000);
    server.say(printed);
    server.say({ id: 2, result: { content: CONTENT } });
    expect(await call).toEqual(CONTENT);
  });

  it.each<[string, Json]>([
    ["an answer to what was not asked", { id: 99, result: {} }],
    ["an answer to nobody", { id: "2", result: {} }],
    ["an error about a request it can't read", { id: null, error: { code: -32_700, message: "Parse error" } }],
  ])("is broken when its server sends %s", async (_, message) => {
    const { client, server } = await connect();
    const calls = [client.call("a", {}, 5000), client.call("b", {}, 5000)];
    server.say(message);
    const failed = await Promise.allSettled([...calls, client.call("c", {}, 5000)]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(server.closed).toBe(1);
  });

  it("fails only the call that such a message came for, where that is known", async () => {
    const { client, server } = await connect();
    const [first, second] = [client.call("a", {}, 5000), client.call("b", {}, 5000)];
    server.say("<html>", 2);
    await expect(first).rejects.toThrow('the server sent what is no message of MCP: "<html>"');
    server.say({ id: 3, result: { content: CONTENT } }, 3);
    expect(await second).toEqual(CONTENT);
    expect(server.closed).toBe(0);
  });

  it.each<[string, Json]>([
    ["ping", { result: {} }],
    ["roots/list", { error: { code: -32_601 } }],
  ])("answers when its server asks for %s", async (method, answer) => {
    const { server } = await connect();
    server.say({ id: "s1", method });
    expect(server.sent.at(-1)).toMatchObject({ jsonrpc: "2.0", id: "s1", ...answer });
  });

  it("takes no notice of notifications", async () => {
    const { server } = await connect();
    server.say({ method: "notifications/message", params: { level: "info", data: "hello" } });
    expect([server.sent.length, server.closed]).toEqual([2, 0]);
  });

  it("fails what is under way when it is closed, and what comes after", async () => {
    const { client, server } = await connect();
    const call = client.call("a", {}, 5000);
    await client.close();
    await expect(call).rejects.toThrow("Connection closed");
    await expect(client.call("a", {}, 5000)).rejects.toThrow("Connection closed");
    expect(server.sent).toHaveLength(3);
  });

  it("sends nothing when the arguments are no JSON", async () => {
    const { client, server } = await connect();
    const args: Record<string, unknown> = {};
    args["self"] = args;
    await expect(client.call("a", args, 5000)).rejects.toThrow(TypeError);
    expect(server.sent).toHaveLength(2);
  });
});
