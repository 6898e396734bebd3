import { describe, expect, it } from "vitest";
import { PluginError, PluginViolationError } from "../../../../src/plugin/plugin-error.ts";
import type { ToolResult } from "../../../../src/server/tools/reply.ts";
import { createTools, type Tools } from "../../../../src/server/tools/tools.ts";
import { callArguments, type Entry, hostOf, type Invoke } from "../fixture.ts";

const violation = { code: "NO", reason: "not so", description: "it is not so" };
const error = { plugin_name: "P", code: "", details: {}, mcp_error_code: -32_603 };

async function toolsOf(...entries: readonly Entry[]): Promise<Tools> {
  return createTools(await hostOf(...entries));
}

async function call(tools: Tools, name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult> {
  return tools.call(name, args).result;
}

/** What `invoke_hook` says of a plugin that does so. */
async function invoke(invokeHook: Invoke, changes = {}, entry = {}): Promise<unknown> {
  const tools = await toolsOf({ name: "P", ...entry, invoke: invokeHook });
  const { content, isError } = await call(tools, "invoke_hook", callArguments(changes));
  expect(isError).toBe(false);
  return JSON.parse(content[0]?.text ?? "");
}

interface Left {
  readonly state?: object;
  readonly metadata?: object;
  readonly global_context?: { readonly state: object };
}

const throwing = (thrown: unknown): Invoke => {
  return () => {
    throw thrown;
  };
};

describe("invoke_hook", () => {
  it("gives the plugin the payload and the context", async () => {
    let seen: unknown;
    const context = { state: { a: 1 }, global_context: { request_id: "r", user: { n: null }, tenant_id: null } };
    await invoke(
      (...args) => {
        seen = structuredClone(args);
        return { continue_processing: true, metadata: {} };
      },
      { context },
    );
    expect(seen).toEqual([
      "tool_pre_invoke",
      { name: "t", args: { q: "x" } },
      {
        state: { a: 1 },
        metadata: {},
        global_context: { request_id: "r", user: { n: null }, state: {}, metadata: {} },
      },
    ]);
  });

  it("returns all that a plugin may say", async () => {
    const result = {
      continue_processing: true,
      modified_payload: { name: "t2", args: { n: null } },
      metadata: { k: 1 },
      http_headers: { a: "b" },
      retry_delay_ms: 250,
    };
    expect(await invoke(() => result)).toEqual({ plugin_name: "P", result });
  });

  it("returns a denial, without who denied", async () => {
    const reply = await invoke(() => ({ continue_processing: false, violation, metadata: {} }));
    expect(reply).toEqual({ plugin_name: "P", result: { continue_processing: false, violation, metadata: {} } });
  });

  it("lets an audit plugin deny nothing", async () => {
    const deny: Invoke = () => ({ continue_processing: false, violation, metadata: {} });
    expect(await invoke(deny, {}, { mode: "audit" })).toEqual({
      plugin_name: "P",
      result: { continue_processing: true, metadata: {} },
    });
  });

  it.each<[string, Left]>([
    ["its state", { state: { s: 1 } }],
    ["its metadata", { metadata: { m: 1 } }],
    ["the shared state", { global_context: { state: { g: 1 } } }],
  ])("sends the context back when the plugin has left something in %s", async (_, left) => {
    const reply = await invoke((_hook, _payload, context) => {
      Object.assign(context.state, left.state);
      Object.assign(context.metadata, left.metadata);
      Object.assign(context.global_context.state, left.global_context?.state);
      return { continue_processing: true, metadata: {} };
    });
    const { global_context = {}, ...rest } = left;
    expect(reply).toHaveProperty("context", {
      state: {},
      metadata: {},
      ...rest,
      global_context: { request_id: "r", state: {}, metadata: {}, ...global_context },
    });
  });

  it("sends no context back for shared metadata alone", async () => {
    const context = { global_context: { request_id: "r", metadata: { m: 1 } } };
    expect(await invoke(() => ({ continue_processing: true, metadata: {} }), { context })).not.toHaveProperty(
      "context",
    );
  });

  it.each([
    ["an error", new RangeError("too far"), { ...error, message: "RangeError('too far')" }],
    [
      "a plugin error",
      new PluginError({ message: "broke", plugin_name: "other", code: "E", details: { a: 1 }, mcp_error_code: 5 }),
      { message: "broke", plugin_name: "other", code: "E", details: { a: 1 }, mcp_error_code: 5 },
    ],
    ["a violation", new PluginViolationError("no", violation), { ...error, message: "PluginViolationError('no')" }],
  ])("answers with the plugin's error when it throws %s", async (_, thrown, expected) => {
    expect(await invoke(throwing(thrown))).toEqual({ plugin_name: "P", error: expected });
  });

  it("lets an error pass where the plugin's on_error does", async () => {
    expect(await invoke(throwing(new Error("no")), {}, { on_error: "ignore" })).toEqual({
      plugin_name: "P",
      result: { continue_processing: true, metadata: {} },
    });
  });

  it("answers with an error when the plugin's result is no JSON", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    const reply = await invoke(() => ({ continue_processing: true, metadata: { cycle } }));
    expect(reply).toMatchObject({ error: { plugin_name: "P", message: expect.stringContaining("TypeError") } });
  });

  it("leaves out details of an error that are no JSON", async () => {
    const thrown = new PluginError({ message: "broke", plugin_name: "P", details: { big: 1n } });
    expect(await invoke(throwing(thrown))).toMatchObject({ error: { message: "broke", details: {} } });
  });

  it.each([
    ["a plugin that is not there", { plugin_name: "Q" }, "Unable to find tool_pre_invoke for plugin Q."],
    ["a plugin in another case", { plugin_name: "p" }, "Unable to find tool_pre_invoke for plugin p."],
    ["a hook that the plugin is not on", { hook_type: "evaluate" }, "Unable to find evaluate for plugin P."],
    ["a hook that does not exist", { hook_type: "nope" }, "Unable to find nope for plugin P."],
  ])("answers with an error for %s", async (_, changes, message) => {
    expect(await invoke(() => ({ continue_processing: true, metadata: {} }), changes)).toMatchObject({
      error: { message: `${message}  Make sure the plugin is registered.` },
    });
  });

  it.each([
    ["no context in it", {}],
    ["no request id", { global_context: {} }],
    ["a list for the state", { state: [], global_context: { request_id: "r" } }],
    ["a long content type", { global_context: { request_id: "r", content_type: "x".repeat(201) } }],
    ["a user without an id", { global_context: { request_id: "r", user_context: {} } }],
  ])("answers with an error for a context with %s", async (_, context) => {
    const reply = await invoke(() => ({ continue_processing: true, metadata: {} }), { context });
    expect(reply).toMatchObject({ error: { message: expect.stringMatching(/^invalid context\./) } });
  });

  it.each([
    ["without arguments", {}, "hook_type is missing; plugin_name is missing; payload is missing; context is missing"],
    ["with a text for the payload", callArguments({ payload: "{}" }), "payload must be an object"],
    ["with a list for the payload", callArguments({ payload: [] }), "payload must be an object"],
    ["with a number for the plugin", callArguments({ plugin_name: 5 }), "plugin_name must be a string"],
  ])("is not carried out %s", async (_, args, problem) => {
    expect(await call(await toolsOf({ name: "P" }), "invoke_hook", args)).toEqual({
      content: [{ type: "text", text: `Error executing tool invoke_hook: ${problem}` }],
      isError: true,
    });
  });

  it("keeps keys such as __proto__ as they are", async () => {
    const payload: unknown = JSON.parse('{"name":"t","args":{"__proto__":{"a":1}}}');
    const echo: Invoke = (_, modified_payload) => ({ continue_processing: true, modified_payload, metadata: {} });
    const reply = JSON.stringify(await invoke(echo, { payload }));
    expect(reply).toContain('"modified_payload":{"name":"t","args":{"__proto__":{"a":1}}}');
  });

  it("answers a retry from the first run when the client did not get that reply", async () => {
    let runs = 0;
    const tools = await toolsOf({
      name: "P",
      invoke: () => ({ continue_processing: true, metadata: { run: ++runs } }),
    });
    const first = tools.call("invoke_hook", callArguments());
    first.lost?.();
    expect(await call(tools, "invoke_hook", callArguments())).toEqual(await first.result);
    expect(await call(tools, "invoke_hook", callArguments())).not.toEqual(await first.result);
  });
});

describe("get_plugin_config", () => {
  it.each(["P", "p"])("finds a plugin by the name %s", async (name) => {
    const tools = await toolsOf({ name: "P", config: { a: 1 }, priority: 5 });
    const { content } = await call(tools, "get_plugin_config", { name });
    expect(JSON.parse(content[0]?.text ?? "")).toMatchObject({
      name: "P",
      kind: "test",
      hooks: ["tool_pre_invoke"],
      mode: "sequential",
      on_error: "fail",
      priority: 5,
      config: { a: 1 },
    });
  });

  it("is empty for a plugin that is not there", async () => {
    const { content } = await call(await toolsOf({ name: "P" }), "get_plugin_config", { name: "Q" });
    expect(content).toEqual([{ type: "text", text: "{}" }]);
  });

  it("needs a name", async () => {
    expect(await call(await toolsOf({ name: "P" }), "get_plugin_config", {})).toMatchObject({ isError: true });
  });
});

describe("the other tools", () => {
  it("list the configs of all plugins, disabled ones too", async () => {
    const tools = await toolsOf({ name: "P" }, { name: "Q", mode: "disabled" });
    const { content } = await call(tools, "get_plugin_configs", {});
    expect(content.map(({ text }) => (JSON.parse(text) as { name: string }).name)).toEqual(["P", "Q"]);
  });

  it("are no others", async () => {
    expect(await call(await toolsOf({ name: "P" }), "nope", {})).toEqual({
      content: [{ type: "text", text: "Unknown tool: nope" }],
      isError: true,
    });
  });
});
