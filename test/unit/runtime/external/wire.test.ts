import { describe, expect, it } from "vitest";
import { createContext } from "../../../../src/plugin/context.ts";
import type { HookName } from "../../../../src/plugin/hooks.ts";
import { invokeArguments } from "../../../../src/runtime/external/wire.ts";

const payloadOf = (hook: HookName, payload: unknown) => invokeArguments(hook, "P", payload, createContext("r")).payload;

describe("a hook on the wire", () => {
  it("names hook and plugin, and never holds extensions", () => {
    const context = createContext("r", { request: { trace_id: "t" } });
    expect(invokeArguments("tool_pre_invoke", "P", { name: "t" }, context)).toEqual({
      hook_type: "tool_pre_invoke",
      plugin_name: "P",
      payload: { name: "t" },
      context: { state: {}, global_context: { request_id: "r", state: {}, metadata: {} }, metadata: {} },
    });
  });

  it.each<[string, HookName, unknown, unknown]>([
    ["no fields that are null", "tool_pre_invoke", { name: "t", headers: null }, { name: "t" }],
    ["nulls in free objects", "tool_pre_invoke", { name: "t", args: { n: null } }, { name: "t", args: { n: null } }],
    ["a token as stars", "identity_resolve", { raw_token: "abc" }, { raw_token: "**********" }],
    ["an empty token as it is", "identity_resolve", { raw_token: "" }, { raw_token: "" }],
    [
      "a bearer token as stars",
      "token_delegate",
      { target_name: "t", bearer_token: "abc" },
      { target_name: "t", bearer_token: "**********" },
    ],
    ["no token where there is none", "token_delegate", { target_name: "t", bearer_token: null }, { target_name: "t" }],
    ["headers that an earlier plugin made", "http_pre_request", { accept: "*" }, { accept: "*" }],
  ])("has %s", (_, hook, payload, expected) => {
    expect(payloadOf(hook, payload)).toEqual(expected);
  });

  it("has no fields of the user that are null", () => {
    const { global_context, ...rest } = createContext("r");
    const user_context = { user_id: "u", email: undefined, attributes: { a: null } };
    const shared = { ...global_context, user: undefined, user_context };
    const { context } = invokeArguments("tool_pre_invoke", "P", {}, { ...rest, global_context: shared });
    expect(Object.keys(context.global_context)).toEqual(["request_id", "state", "metadata", "user_context"]);
    expect(context.global_context["user_context"]).toStrictEqual({ user_id: "u", attributes: { a: null } });
  });
});
