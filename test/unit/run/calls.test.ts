import { describe, expect, it } from "vitest";
import { CallLog } from "../../../src/run/calls.ts";

const span = (name: string) => ({
  traceId: "t",
  name: `plugin.execute.${name}`,
  kind: "internal" as const,
  attributes: { "plugin.name": name },
});

describe("the log of calls", () => {
  it("keeps the order of start, and what spans say at their end", () => {
    const log = new CallLog();
    const [first, second] = [log.startSpan(span("first")), log.startSpan(span("second"))];
    log.startSpan(span("third"));
    log.endSpan(second ?? "", "error");
    log.endSpan(first ?? "", "ok", { "plugin.had_violation": true, "plugin.modified_payload": false });
    expect(log.calls()).toMatchObject([
      { plugin: "first", status: "ok", hadViolation: true, returnedPayload: false },
      { plugin: "second", status: "error", hadViolation: false },
      { plugin: "third", status: "running" },
    ]);
  });

  it("does not count the span of the hook itself", () => {
    const log = new CallLog();
    const attributes = { "plugin.hook.type": "tool_pre_invoke" };
    expect(log.startSpan({ traceId: "t", name: "plugin.hook.invoke", kind: "internal", attributes })).toBeUndefined();
    expect(log.calls()).toEqual([]);
  });
});
