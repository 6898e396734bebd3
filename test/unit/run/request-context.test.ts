import { describe, expect, it } from "vitest";
import { readRequestContext } from "../../../src/run/request-context.ts";

describe("a request's context", () => {
  it("has a name and empty state by default", () => {
    expect(readRequestContext({})).toEqual({
      context: { request_id: "run", state: {}, metadata: {} },
      extensions: undefined,
    });
  });

  it("keeps what it is given, extensions apart", () => {
    const context = {
      request_id: "r1",
      user: { name: "jo" },
      user_context: { user_id: "u1", roles: ["admin"] },
      tenant_id: "t1",
      state: { a: 1 },
      metadata: {},
    };
    const extensions = { request: { trace_id: "x" } };
    expect(readRequestContext({ ...context, extensions })).toEqual({ context, extensions });
  });

  it.each([
    [[], "expected object"],
    [{ tenant: "t1" }, '"tenant"'],
    [{ tenant_id: 1 }, "tenant_id: "],
    [{ user_context: {} }, "user_context: user_id: "],
  ])("is refused as %j", (value, details) => {
    expect(() => readRequestContext(value)).toThrow(
      expect.objectContaining({ exitCode: 2, details: expect.stringContaining(details) as string }),
    );
  });
});
