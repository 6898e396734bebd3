import { describe, expect, it } from "vitest";
import { createContext } from "../../../../src/plugin/context.ts";
import { PluginError, type PluginErrorModel } from "../../../../src/plugin/plugin-error.ts";
import { type ContentBlock, readReply, takeContext } from "../../../../src/runtime/external/reply.ts";

const json = (value: unknown): ContentBlock => ({ type: "text", text: JSON.stringify(value) });
const read = (...content: ContentBlock[]) => readReply(content, "tool_pre_invoke", "P");
const result = { continue_processing: false, violation: { reason: "r", description: "d", code: "C" } };

function errorOf(...content: ContentBlock[]): PluginErrorModel {
  try {
    read(...content);
  } catch (error) {
    if (error instanceof PluginError) return error.error;
  }
  throw new Error("there is no plugin error");
}

describe("the reply of a plugin server", () => {
  it("keeps every key of what a plugin has changed, also one that JavaScript has another meaning for", () => {
    const text =
      '{"result": {"modified_payload": {"name": "t", "args": {"__proto__": "***"}, "headers": {"__proto__": "*"}}}}';
    expect(JSON.stringify(read({ type: "text", text }).result.modified_payload)).toBe(
      '{"name":"t","args":{"__proto__":"***"},"headers":{"__proto__":"*"}}',
    );
  });

  it.each<[string, ContentBlock[], object]>([
    [
      "has defaults for all that is not said",
      [json({ result: {} })],
      { continue_processing: true, metadata: {}, retry_delay_ms: 0 },
    ],
    [
      "may say null for every field",
      [json({ result: { modified_payload: null, violation: null, metadata: null, denial_metadata: null } })],
      { continue_processing: true, metadata: {}, retry_delay_ms: 0 },
    ],
    [
      "may have fields that nobody knows",
      [json({ result: { more: 1 }, more: 1 })],
      { continue_processing: true, metadata: {}, retry_delay_ms: 0 },
    ],
    [
      "carries a violation",
      [json({ result })],
      {
        continue_processing: false,
        violation: { reason: "r", description: "d", code: "C", details: {} },
        metadata: {},
        retry_delay_ms: 0,
      },
    ],
    [
      "carries a payload, where null is a value in a free object",
      [json({ result: { modified_payload: { name: "t", args: { n: null } } } })],
      {
        continue_processing: true,
        modified_payload: { name: "t", args: { n: null } },
        metadata: {},
        retry_delay_ms: 0,
      },
    ],
    [
      "prefers a result to an error",
      [json({ result: { retry_delay_ms: 5 }, error: { message: "no", plugin_name: "P" } })],
      { continue_processing: true, metadata: {}, retry_delay_ms: 5 },
    ],
    [
      "is the first text with an answer",
      [
        { type: "image" },
        json({ plugin_name: "P" }),
        json(7),
        json({ result: { retry_delay_ms: 5 } }),
        json({ result: {} }),
      ],
      { continue_processing: true, metadata: {}, retry_delay_ms: 5 },
    ],
  ])("%s", (_, content, expected) => {
    expect(read(...content).result).toEqual(expected);
  });

  it.each<[string, ContentBlock[], string | RegExp]>([
    ["without an answer", [{ type: "image" }], 'Received invalid response. Result = {"content":[{"type":"image"}]}'],
    ["without content", [], 'Received invalid response. Result = {"content":[]}'],
    [
      "with half a payload",
      [json({ result: { modified_payload: { args: {} } } })],
      /^Received an invalid result: result\.modified_payload\.name: /,
    ],
    [
      "with half a violation",
      [json({ result: { violation: { reason: "r" } } })],
      /^Received an invalid result: result\.violation\.description: /,
    ],
    ["with half an error", [json({ error: { message: "no" } })], /^Received an invalid error: error\.plugin_name: /],
    [
      "whose context has no request",
      [json({ context: { state: {} }, result: {} })],
      /^Received an invalid context: context\.global_context: /,
    ],
  ])("is a plugin error %s", (_, content, message) => {
    const error = errorOf(...content);
    expect(error).toMatchObject({ plugin_name: "P", code: "" });
    expect(error.message).toMatch(message);
  });

  it("is an error with a code of its own when it is no JSON", () => {
    expect(errorOf({ type: "text", text: "oops {" })).toMatchObject({
      message: "Error trying to decode json: oops {",
      code: "JSON_DECODE_ERROR",
      plugin_name: "P",
    });
  });

  it("keeps code, details and number of the server's error", () => {
    const error = { message: "it broke", plugin_name: "other", code: "E1", details: { a: 1 }, mcp_error_code: -3 };
    expect(errorOf(json({ error }))).toEqual(error);
    expect(errorOf(json({ error: { message: "m", plugin_name: "P" } }))).toMatchObject({
      code: "",
      mcp_error_code: -32_603,
    });
  });
});

describe("the context that a server sends back", () => {
  it("replaces state, metadata and shared state, and leaves shared metadata alone", () => {
    const own = createContext("r");
    own.state["old"] = 1;
    own.global_context.state["kept"] = 1;
    const { context } = read(
      json({
        result: {},
        context: {
          state: { new: 2 },
          metadata: { m: 1 },
          global_context: { request_id: "r", state: { kept: 2 }, metadata: { lost: 1 } },
        },
      }),
    );
    takeContext(own, context!);
    expect(own).toEqual({
      state: { new: 2 },
      metadata: { m: 1 },
      global_context: { request_id: "r", state: { kept: 2 }, metadata: {} },
    });
  });

  it("can't reach the prototype of a state", () => {
    const own = createContext("r");
    const text = '{"result":{},"context":{"state":{"__proto__":{"x":1}},"global_context":{"request_id":"r"}}}';
    const { context } = read({ type: "text", text });
    takeContext(own, context!);
    expect(Object.getPrototypeOf(own.state)).toBe(Object.prototype);
    expect(own.state["x"]).toBeUndefined();
  });
});
