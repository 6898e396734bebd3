import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage } from "../../../../src/runtime/mcp/json-rpc.ts";

describe("a message", () => {
  it.each([0, 7, "a", ""])("is a request with the id %j", (id) => {
    const text = JSON.stringify({ jsonrpc: "2.0", id, method: "ping" });
    expect(readMessage(text)).toEqual({ kind: "request", id, method: "ping", params: {} });
  });

  it.each([
    ["a notification", { method: "notifications/initialized" }, { kind: "notification" }],
    ["a result", { id: 1, result: {} }, { kind: "result", id: 1, result: {} }],
    ["a result of null", { id: "a", result: null }, { kind: "result", id: "a", result: null }],
    ["an error", { id: 1, error: { code: 1, message: "no" } }, { kind: "error", id: 1, message: "no" }],
    ["an error about no request", { id: null, error: { message: "no" } }, { kind: "error", id: null, message: "no" }],
  ])("is read when it is %s", (_, message, read) => {
    expect(readMessage(JSON.stringify({ jsonrpc: "2.0", ...message }))).toEqual(read);
  });

  it.each([
    ["what is no JSON", "{", null, -32_700],
    ["nothing", "", null, -32_700],
    ["a batch", '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', null, -32_600],
    ["a text", '"ping"', null, -32_600],
    ["null", "null", null, -32_600],
    ["another version", '{"jsonrpc":"1.0","id":4,"method":"ping"}', 4, -32_600],
    ["no version", '{"id":4,"method":"ping"}', 4, -32_600],
    ["a method that is no text", '{"jsonrpc":"2.0","id":4,"method":5}', 4, -32_600],
    ["neither method nor result", '{"jsonrpc":"2.0","id":4}', 4, -32_600],
    ["an error without words", '{"jsonrpc":"2.0","id":4,"error":{"code":1}}', 4, -32_600],
    ["null as id", '{"jsonrpc":"2.0","id":null,"method":"ping"}', null, -32_600],
    ["a fraction as id", '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', null, -32_600],
    ["an object as id", '{"jsonrpc":"2.0","id":{},"method":"ping"}', null, -32_600],
    ["a list as params", '{"jsonrpc":"2.0","id":4,"method":"ping","params":[]}', 4, -32_602],
  ])("is refused when it is %s", (_, text, id, code) => {
    expect(readMessage(text)).toMatchObject({ kind: "invalid", id, code });
  });

  it("is read without an exception, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["invalid", "request", "notification", "result", "error"]).toContain(readMessage(text).kind);
      }),
    );
  });
});
