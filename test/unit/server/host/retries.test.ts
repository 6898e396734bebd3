import { describe, expect, it } from "vitest";
import { Retries } from "../../../../src/server/host/retries.ts";
import type { Invocation } from "../../../../src/server/tools/invoke-arguments.ts";

const result = "first";

function invocation(changes: Partial<Invocation> = {}, request_id = "r"): Invocation {
  const context = { state: {}, metadata: {}, global_context: { request_id, state: {}, metadata: {} } };
  return { hook: "tool_pre_invoke", plugin: "P", payload: { a: 1 }, context, ...changes };
}

describe("a call whose reply was lost", () => {
  it("has its reply kept for one retry", () => {
    const retries = new Retries(() => 0);
    retries.keep(invocation(), result);
    expect(retries.take(invocation())).toBe(result);
    expect(retries.take(invocation())).toBeUndefined();
  });

  it.each([
    ["payload", invocation({ payload: { a: 2 } })],
    ["hook", invocation({ hook: "tool_post_invoke" })],
    ["plugin", invocation({ plugin: "Q" })],
    ["request id", invocation({}, "other")],
  ])("is not one of another %s", (_, other) => {
    const retries = new Retries(() => 0);
    retries.keep(invocation(), result);
    expect(retries.take(other)).toBeUndefined();
  });

  it("is forgotten after five seconds", () => {
    let now = 0;
    const retries = new Retries(() => now);
    retries.keep(invocation(), result);
    now = 5000;
    expect(retries.take(invocation())).toBeUndefined();
  });

  it("makes room for later ones after a hundred", () => {
    const retries = new Retries(() => 0);
    for (let id = 0; id <= 100; id++) retries.keep(invocation({}, String(id)), result);
    expect(retries.take(invocation({}, "0"))).toBeUndefined();
    expect(retries.take(invocation({}, "1"))).toBe(result);
  });
});
