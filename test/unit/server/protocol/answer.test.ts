import { describe, expect, it } from "vitest";
import { createAnswerer } from "../../../../src/server/protocol/answer.ts";
import { createTools } from "../../../../src/server/tools/tools.ts";
import { callMessage, hostOf, said } from "../fixture.ts";

const answer = createAnswerer(createTools(await hostOf({ name: "P" })), 100);

async function ask(method: string, params?: unknown): Promise<unknown> {
  return said(answer(JSON.stringify({ jsonrpc: "2.0", id: 0, method, params })));
}

describe("a client", () => {
  it.each(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])("may speak %s", async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: "c", version: "1" } };
    expect(await ask("initialize", params)).toMatchObject({
      id: 0,
      result: { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "MCP Plugin Server" } },
    });
  });

  it("is offered our newest version when it speaks another", async () => {
    const reply = await ask("initialize", { protocolVersion: "2099-01-01" });
    expect(reply).toMatchObject({ result: { protocolVersion: "2025-11-25" } });
  });

  it("finds three tools, none of which has an output schema", async () => {
    const { result } = (await ask("tools/list")) as { result: { tools: Readonly<Record<string, unknown>>[] } };
    expect(result.tools.map(({ name }) => name)).toEqual(["get_plugin_configs", "get_plugin_config", "invoke_hook"]);
    for (const tool of result.tools) expect(tool).not.toHaveProperty("outputSchema");
  });

  it("can ping", async () => {
    expect(await ask("ping")).toEqual({ jsonrpc: "2.0", id: 0, result: {} });
  });

  it("can call a tool", async () => {
    expect(await said(answer(callMessage(5)))).toEqual({
      jsonrpc: "2.0",
      id: 5,
      result: {
        content: [{ type: "text", text: '{"plugin_name":"P","result":{"continue_processing":true,"metadata":{}}}' }],
        isError: false,
      },
    });
  });

  it("gets no answer to a notification", async () => {
    expect(await said(answer('{"jsonrpc":"2.0","method":"notifications/initialized"}'))).toBeUndefined();
  });

  it.each([
    ["a method that is not there", "resources/list", {}, -32_601],
    ["initialize without a version", "initialize", {}, -32_602],
    ["a tool without a name", "tools/call", {}, -32_602],
    ["a tool with a list for its arguments", "tools/call", { name: "invoke_hook", arguments: [] }, -32_602],
  ])("gets an error for %s", async (_, method, params, code) => {
    expect(await ask(method, params)).toMatchObject({ id: 0, error: { code } });
  });

  it("is refused what is nested too deep", async () => {
    expect(await said(answer("[".repeat(500)))).toMatchObject({
      id: null,
      error: { code: -32_700, message: "Nested deeper than 100 levels" },
    });
  });

  it("is refused what is no message", async () => {
    const answered = answer("nothing");
    expect(answered.kind).toBe("refused");
    expect(await said(answered)).toEqual({
      jsonrpc: "2.0",
      id: null,
      error: { code: -32_700, message: "Parse error" },
    });
  });
});
