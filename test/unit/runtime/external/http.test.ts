import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createContext } from "../../../../src/plugin/context.ts";
import type { PluginInstance } from "../../../../src/plugin/instance.ts";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { connectHttp } from "../../../../src/runtime/external/connection.ts";
import { openExternal } from "../../../../src/runtime/external/open-external.ts";

interface Rpc {
  readonly id?: number;
  readonly method: string;
  readonly params: { readonly name?: string; readonly protocolVersion?: string };
}

/** A plugin server over HTTP that forgets its sessions when told to. */
class TestServer {
  readonly seen: string[] = [];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  #session = 0;

  async listen(where: string | number): Promise<number> {
    if (typeof where === "string") this.#server.listen(where);
    else this.#server.listen(where, "localhost");
    await once(this.#server, "listening");
    return typeof where === "string" ? 0 : (this.#server.address() as AddressInfo).port;
  }

  forgetSession(): void {
    this.#session++;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await request.toArray()).join("");
    const { id, method, params } = (body === "" ? { method: request.method } : JSON.parse(body)) as Rpc;
    this.seen.push(method);
    const session = `session-${this.#session}`;
    if (body === "") return void response.writeHead(request.method === "DELETE" ? 200 : 405).end();
    if (method !== "initialize" && request.headers["mcp-session-id"] !== session) {
      return void response.writeHead(404).end();
    }
    if (id === undefined) return void response.writeHead(202).end();
    const result = resultOf(method, params);
    // One of the two forms that a server may answer in.
    const type = method === "initialize" ? "application/json" : "text/event-stream";
    const message = JSON.stringify({ jsonrpc: "2.0", id, result });
    response.writeHead(200, { "content-type": type, "mcp-session-id": session });
    response.end(type === "application/json" ? message : `event: message\ndata: ${message}\n\n`);
  }
}

function resultOf(method: string, { name, protocolVersion }: Rpc["params"]): unknown {
  if (method === "initialize") {
    return { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "test", version: "1" } };
  }
  const config = { name: "P", kind: "theirs", hooks: ["tool_pre_invoke"] };
  const answer = name === "get_plugin_config" ? config : { result: { metadata: { over: "http" } } };
  return { content: [{ type: "text", text: JSON.stringify(answer) }] };
}

// Where localhost has two addresses, a process that is stopped at this moment would go on to the other one.
setDefaultAutoSelectFamilyAttemptTimeout(20_000);

const base = mkdtempSync(join(tmpdir(), "external-http-"));
const servers: TestServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => rmSync(base, { recursive: true }));

async function open(uds?: string): Promise<{ readonly server: TestServer; readonly instance: PluginInstance }> {
  const server = new TestServer();
  servers.push(server);
  const port = await server.listen(uds === undefined ? 0 : join(base, uds));
  const url = uds === undefined ? `http://localhost:${port}/mcp` : "http://localhost/mcp";
  const mcp = { proto: "STREAMABLEHTTP", url, ...(uds === undefined ? {} : { uds }) };
  const config = pluginConfig.parse({ name: "P", kind: "external", mcp });
  const { instance } = await openExternal(config, { base, timeoutSeconds: 30, log: () => {} });
  return { server, instance };
}

const call = async (instance: PluginInstance) => instance.invoke("tool_pre_invoke", { name: "t" }, createContext("r"));

describe("an external plugin over HTTP", () => {
  it.each([
    ["a port", undefined],
    ["a Unix socket", "socket"],
  ])("answers on %s, and its session ends at shutdown", async (_, uds) => {
    const { server, instance } = await open(uds);
    expect(await call(instance)).toMatchObject({ metadata: { over: "http" } });
    await instance.shutdown?.();
    await expect
      .poll(() => server.seen.filter((method) => method !== "GET"))
      .toEqual(["initialize", "notifications/initialized", "tools/call", "tools/call", "DELETE"]);
  });

  it("starts another session when its server has forgotten the old one", async () => {
    const { server, instance } = await open();
    server.forgetSession();
    expect(await call(instance)).toMatchObject({ metadata: { over: "http" } });
    expect(server.seen.filter((method) => method === "initialize")).toHaveLength(2);
    await instance.shutdown?.();
  });

  it.each([
    [
      "http://localhost:1/mcp",
      undefined,
      /^http:\/\/localhost:1\/mcp is not reachable after 3 attempts: .*ECONNREFUSED/,
    ],
    [
      "http://localhost/mcp",
      "nowhere",
      /^http:\/\/localhost\/mcp \(uds=nowhere\) is not reachable after 3 attempts: .*ENOENT/,
    ],
  ])("says what was tried when there is no server at %s (%s)", async (url, uds, message) => {
    const mcp = { proto: "STREAMABLEHTTP", url, ...(uds === undefined ? {} : { uds }) };
    const config = pluginConfig.parse({ name: "P", kind: "external", mcp });
    await expect(connectHttp(config.mcp!, base, 1)).rejects.toThrow(message);
  });
});
