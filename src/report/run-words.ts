import type { PluginCall } from "../run/calls.ts";
import type { RunOutcome, RunPlugin, RunReport } from "../run/report.ts";
import type { ExecutionRecord } from "../runtime/manager/execution-record.ts";

type Answered = Exclude<RunOutcome, { status: "failed" }>;

/** What came of the call as a whole. */
export function describeRun({ outcome }: RunReport): string {
  if (outcome.status === "failed") return `failed by ${outcome.error.plugin_name || "a plugin"}`;
  const { result } = outcome;
  if (outcome.status === "continued") {
    return result.modified_payload === undefined ? "goes on unchanged" : "goes on with a changed payload";
  }
  const denier = result.executions.find((record) => !record.effective_allow);
  return `denied by ${result.violation?.plugin_name ?? denier?.plugin_name ?? "a plugin"}`;
}

/** What one plugin did, and what its mode and `on_error` made of it. */
export function describePart(plugin: RunPlugin, call: PluginCall | undefined, { outcome }: RunReport): string {
  if (call === undefined) {
    return outcome.status === "continued" ? "did not run: its conditions do not hold" : "did not run";
  }
  return outcome.status === "failed"
    ? describeUnrecorded(call, outcome.error.plugin_name === plugin.name)
    : describeAnswer(call, outcome);
}

/** A call that fails has no records. */
function describeUnrecorded({ status }: PluginCall, isCulprit: boolean): string {
  if (isCulprit) return "failed, and the call with it";
  return status === "ok" ? "ran" : status === "running" ? "still runs" : "failed, and the call went on";
}

function describeAnswer(call: PluginCall, { result, backgroundErrors }: Answered): string {
  const record = result.executions.find(({ plugin_name }) => plugin_name === call.plugin);
  if (record === undefined) return "cancelled: the call was decided before";
  if (record.mode === "fire_and_forget") {
    const error = backgroundErrors.find(({ plugin_name }) => plugin_name === call.plugin);
    return error === undefined ? "ran in the background" : `failed: ${error.message}`;
  }
  if (record.status === "timeout") return "too slow, and the call went on";
  if (call.status === "error" && record.effective_allow) return "failed, and the call went on";
  return describeRecord(record, call);
}

function describeRecord(record: ExecutionRecord, { hadViolation, returnedPayload }: PluginCall): string {
  if (!record.effective_allow) {
    const why = [record.error_code, record.reason].filter((part) => part !== null && part !== "");
    return why.length === 0 ? "denied" : `denied: ${why.join(", ")}`;
  }
  const changed = [
    ...(record.payload_modified ? ["the payload"] : []),
    ...(record.extensions_modified ? ["the extensions"] : []),
  ];
  const decision = changed.length === 0 ? "allowed" : `changed ${changed.join(" and ")}`;
  if (hadViolation) return `${decision}; the violation it named does not count`;
  return returnedPayload && !record.payload_modified ? `${decision}; the payload it returned does not count` : decision;
}
