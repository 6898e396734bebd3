import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMessage } from "../../../../src/server/protocol/json-rpc.ts";

const DEPTH = 100;

describe("a message", () => {
  it.each([0, 7, "a", ""])("is a request with the id %j", (id) => {
    const text = JSON.stringify({ jsonrpc: "2.0", id, method: "ping" });
    expect(readMessage(text, DEPTH)).toEqual({ kind: "request", id, method: "ping", params: {} });
  });

  it.each([
    ["a notification", { jsonrpc: "2.0", method: "notifications/initialized" }],
    ["a response", { jsonrpc: "2.0", id: 1, result: {} }],
    ["an error", { jsonrpc: "2.0", id: 1, error: { code: 1, message: "" } }],
  ])("needs no answer when it is %s", (_, message) => {
    expect(readMessage(JSON.stringify(message), DEPTH)).toEqual({ kind: "silent" });
  });

  it.each([
    ["what is no JSON", "{", null, -32_700],
    ["nothing", "", null, -32_700],
    ["what is nested too deep", "[".repeat(500), null, -32_700],
    ["a batch", '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', null, -32_600],
    ["a text", '"ping"', null, -32_600],
    ["null", "null", null, -32_600],
    ["another version", '{"jsonrpc":"1.0","id":4,"method":"ping"}', 4, -32_600],
    ["no version", '{"id":4,"method":"ping"}', 4, -32_600],
    ["a method that is no text", '{"jsonrpc":"2.0","id":4,"method":5}', 4, -32_600],
    ["neither method nor result", '{"jsonrpc":"2.0","id":4}', 4, -32_600],
    ["null as id", '{"jsonrpc":"2.0","id":null,"method":"ping"}', null, -32_600],
    ["a fraction as id", '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', null, -32_600],
    ["an object as id", '{"jsonrpc":"2.0","id":{},"method":"ping"}', null, -32_600],
    ["a list as params", '{"jsonrpc":"2.0","id":4,"method":"ping","params":[]}', 4, -32_602],
  ])("is refused when it is %s", (_, text, id, code) => {
    expect(readMessage(text, DEPTH)).toMatchObject({ kind: "invalid", id, code });
  });

  it("is read without an exception, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(["invalid", "request", "silent"]).toContain(readMessage(text, DEPTH).kind);
      }),
    );
  });
});
