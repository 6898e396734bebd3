import { describe, expect, it } from "vitest";
import { describePart, describeRun } from "../../../src/report/run-words.ts";
import type { PluginCall } from "../../../src/run/calls.ts";
import type { RunOutcome, RunPlugin, RunReport } from "../../../src/run/report.ts";
import type { ExecutionRecord } from "../../../src/runtime/manager/execution-record.ts";

const plugin = { name: "p", kind: "./p", mode: "sequential", onHook: true, answering: undefined } satisfies RunPlugin;
const call = { plugin: "p", status: "ok", durationNs: 1, hadViolation: false, returnedPayload: false } as const;
const record = {
  plugin_name: "p",
  mode: "sequential",
  status: "completed",
  effective_allow: true,
  payload_modified: false,
  extensions_modified: false,
  error_code: null,
  reason: null,
} as ExecutionRecord;

const report = (outcome: RunOutcome) => ({ outcome }) as RunReport;

function answered(executions: readonly ExecutionRecord[], status: "continued" | "denied" = "continued"): RunReport {
  const result = { continue_processing: status === "continued", metadata: {}, retry_delay_ms: 0, executions };
  return report({ status, result, backgroundErrors: [] });
}

const failedBy = (name: string): RunReport =>
  report({
    status: "failed",
    error: { message: "m", plugin_name: name, code: "", details: {}, mcp_error_code: -32603 },
  });

describe("what a plugin did", () => {
  it.each<[string, Partial<PluginCall>, Partial<ExecutionRecord>]>([
    ["allowed", {}, {}],
    ["changed the payload", { returnedPayload: true }, { payload_modified: true }],
    [
      "changed the payload and the extensions",
      { returnedPayload: true },
      { payload_modified: true, extensions_modified: true },
    ],
    ["allowed; the payload it returned does not count", { returnedPayload: true }, {}],
    ["allowed; the violation it named does not count", { hadViolation: true }, { mode: "audit" }],
    ["denied", { hadViolation: false }, { effective_allow: false }],
    ["denied: NO, because", { hadViolation: true }, { effective_allow: false, error_code: "NO", reason: "because" }],
    ["denied: because", { status: "error" }, { effective_allow: false, reason: "because" }],
    ["failed, and the call went on", { status: "error" }, {}],
    ["too slow, and the call went on", { status: "error" }, { status: "timeout" }],
    ["ran in the background", {}, { mode: "fire_and_forget" }],
  ])("reads '%s'", (words, facts, recorded) => {
    expect(describePart(plugin, { ...call, ...facts }, answered([{ ...record, ...recorded }]))).toBe(words);
  });

  it("is nothing where its conditions do not hold, and may be nothing where the call ended early", () => {
    expect(describePart(plugin, undefined, answered([]))).toBe("did not run: its conditions do not hold");
    expect(describePart(plugin, undefined, answered([], "denied"))).toBe("did not run");
    expect(describePart(plugin, undefined, failedBy("other"))).toBe("did not run");
  });

  it("does not count where another plugin decided the call before it was done", () => {
    expect(describePart(plugin, { ...call, status: "running" }, answered([], "denied"))).toBe(
      "cancelled: the call was decided before",
    );
  });

  it.each<[string, PluginCall["status"], string]>([
    ["p", "error", "failed, and the call with it"],
    ["other", "ok", "ran"],
    ["other", "running", "still runs"],
    ["other", "error", "failed, and the call went on"],
  ])("is known from outside where %s failed the call and it is %s", (culprit, status, words) => {
    expect(describePart(plugin, { ...call, status }, failedBy(culprit))).toBe(words);
  });
});

describe("what came of a call", () => {
  it.each([
    ["goes on unchanged", answered([record])],
    ["denied by p", answered([{ ...record, effective_allow: false }], "denied")],
    ["denied by a plugin", answered([], "denied")],
    ["failed by p", failedBy("p")],
    ["failed by a plugin", failedBy("")],
  ])("reads '%s'", (words, made) => {
    expect(describeRun(made)).toBe(words);
  });
});
