import { describe, expect, it } from "vitest";
import { PluginError } from "../../../../src/plugin/plugin-error.ts";
import {
  configRequest,
  configResponse,
  configsResponse,
  invokeRequest,
  invokeResponse,
} from "../../../../src/runtime/plugin-service/messages.ts";
import { decode, encode, type Message } from "../../../../src/runtime/protobuf/message.ts";
import { createFrameAnswerer } from "../../../../src/server/service/frames.ts";
import { createService } from "../../../../src/server/service/service.ts";
import { type Entry, hostOf, type Invoke } from "../fixture.ts";

type Request = Message<typeof invokeRequest>;

async function serve(...entries: readonly Entry[]) {
  const service = createService(await hostOf(...entries), 100);
  return { service, answer: createFrameAnswerer(service) };
}

const request = (changes: Request = {}): Request => ({
  hook_type: "tool_pre_invoke",
  plugin_name: "P",
  payload: { name: "t", args: { q: "x" } },
  context: { global_context: { request_id: "r" } },
  ...changes,
});

async function call(invoke: Invoke, changes?: Request): Promise<Message<typeof invokeResponse>> {
  const { service } = await serve({ name: "P", invoke });
  return decode(invokeResponse, await service.invokeHook(encode(invokeRequest, request(changes))).response, 100);
}

/** What a plugin is given. */
async function seen(changes: Request) {
  let given: unknown;
  await call((_, payload, context) => {
    given = structuredClone({ payload, context });
    return { continue_processing: true, metadata: {} };
  }, changes);
  return given;
}

describe("a hook that is invoked", () => {
  it("has payload and context as they were sent", async () => {
    const state = { a: [1, null, { b: true }] };
    const global_context = {
      request_id: "r",
      server_id: "s",
      tenant_id: "t",
      user_string: "u",
      state,
      metadata: { m: 1 },
    };
    expect(await seen({ context: { global_context, state: { own: 1 }, metadata: {} } })).toEqual({
      payload: { name: "t", args: { q: "x" } },
      context: {
        global_context: { request_id: "r", server_id: "s", tenant_id: "t", user: "u", state, metadata: { m: 1 } },
        state: { own: 1 },
        metadata: {},
      },
    });
  });

  it("may have a user that is an object, no server and no tenant", async () => {
    const global_context = { request_id: "r", server_id: "", tenant_id: "", user_struct: { id: 1 } };
    const context = { request_id: "r", user: { id: 1 }, state: {}, metadata: {} };
    expect(await seen({ context: { global_context } })).toMatchObject({ context: { global_context: context } });
  });

  it("has no null for fields of its payload that are not there, and keeps null where that is a value", async () => {
    expect(await seen({ payload: { name: "t", args: { n: null }, headers: null } })).toMatchObject({
      payload: { name: "t", args: { n: null } },
    });
    expect(await seen({ payload: { name: "t", args: {}, headers: null } })).not.toHaveProperty("payload.headers");
  });

  it("returns its result, and its metrics apart", async () => {
    const denial_metadata = { flag: true, whole: 2 ** 52 + 1, part: 0.5, text: "no" };
    const violation = { reason: "r", description: "d", code: "c", details: {} };
    const { result, result_base, plugin_name, context } = await call(() => ({
      continue_processing: false,
      metadata: {},
      violation,
      denial_metadata,
    }));
    expect({ plugin_name, context }).toEqual({ plugin_name: "P", context: undefined });
    expect(result).toEqual({ continue_processing: false, violation, metadata: {} });
    expect(result_base?.denial_metadata?.fields).toEqual([
      { key: "flag", value: { boolean: true } },
      { key: "whole", value: { integer: 2 ** 52 + 1 } },
      { key: "part", value: { floating: 0.5 } },
    ]);
  });

  it("returns the context when something is in it", async () => {
    const { context } = await call((_, __, given) => {
      given.state["own"] = 1;
      given.global_context.state["shared"] = { n: null };
      return { continue_processing: true, metadata: {} };
    });
    expect(context).toMatchObject({ state: { own: 1 }, global_context: { state: { shared: { n: null } } } });
  });

  it("returns an error with its code, its number and its details", async () => {
    const error = { message: "m", plugin_name: "other", code: "c", details: { a: 1 }, mcp_error_code: -3 };
    const answered = await call(() => {
      throw new PluginError(error);
    });
    expect(answered).toEqual({ plugin_name: "P", error });
  });

  it("is an error in CPEX's words where there is no such plugin", async () => {
    const { service } = await serve({ name: "P" });
    const { response } = service.invokeHook(encode(invokeRequest, request({ plugin_name: "Q" })));
    expect(decode(invokeResponse, await response, 9).error).toMatchObject({
      message: "Unable to find tool_pre_invoke for plugin Q.  Make sure the plugin is registered.",
    });
  });

  it("does not run twice for a client that was gone before it had the response", async () => {
    let runs = 0;
    const invoke: Invoke = () => ({ continue_processing: true, metadata: { runs: ++runs } });
    const { service } = await serve({ name: "P", invoke });
    const first = service.invokeHook(encode(invokeRequest, request()));
    await first.response;
    first.lost?.();
    const again = await service.invokeHook(encode(invokeRequest, request())).response;
    expect(decode(invokeResponse, again, 9).result).toMatchObject({ metadata: { runs: 1 } });
  });
});

describe("a config that is asked for", () => {
  it("is found in any case", async () => {
    const { service } = await serve({ name: "P", priority: 7 });
    const { response } = service.getPluginConfig(encode(configRequest, { name: "p" }));
    expect(decode(configResponse, await response, 9)).toMatchObject({
      found: true,
      config: { name: "P", priority: 7 },
    });
  });

  it("is not found where there is no such plugin", async () => {
    const { service } = await serve({ name: "P" });
    expect(await service.getPluginConfig(encode(configRequest, { name: "Q" })).response).toHaveLength(0);
  });
});

describe("a frame", () => {
  const fixture = serve({ name: "P" }, { name: "Q" });

  it("with a hook and a plugin invokes that hook", async () => {
    const { answer } = await fixture;
    const response = await answer(encode(invokeRequest, request())).response;
    expect(decode(invokeResponse, response, 9).result).toMatchObject({ continue_processing: true });
  });

  it("with a name asks for a config, and an empty one for all", async () => {
    const { answer } = await fixture;
    const one = await answer(encode(configRequest, { name: "Q" })).response;
    expect(decode(configResponse, one, 9)).toMatchObject({ config: { name: "Q" } });
    const all = await answer(Buffer.alloc(0)).response;
    expect(decode(configsResponse, all, 9).configs).toMatchObject([{ name: "P" }, { name: "Q" }]);
  });

  it.each([
    ["bytes that are no message", Buffer.alloc(20, 0xff), "Unknown message type"],
    ["a message without a name", encode(invokeRequest, { payload: { a: 1 } }), "Unknown message type"],
    [
      "a payload that is nested too deep",
      encode(
        invokeRequest,
        request({ payload: JSON.parse('{"a":'.repeat(101) + "1" + "}".repeat(101)) as object as never }),
      ),
      "the message is nested too deep",
    ],
  ])("of %s is an error", async (_, bytes, message) => {
    const { answer } = await fixture;
    expect(decode(invokeResponse, await answer(bytes).response, 9).error).toMatchObject({
      message,
      code: "UNKNOWN_MESSAGE",
    });
  });
});
