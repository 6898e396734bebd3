import type { HookName } from "../../../src/plugin/hooks.ts";
import { HOOK_SHAPES } from "../../../src/runtime/manager/payload-shape.ts";
import type { Json, Scenario } from "./scenario.ts";

/**
 * Brings an outcome to the form that is compared: durations become "was there one", models get their defaults, spans
 * lose their order, and texts that name a language's own classes go. Both sides pass through it.
 */
export function normalise(outcome: unknown, scenario: Scenario): unknown {
  if (!isObject(outcome)) return outcome;
  if ("load_error" in outcome) return { load_error: true };
  const { calls, seen, spans, ...rest } = outcome;
  return {
    ...rest,
    calls: (calls as Json[]).map((call, index) => tidyCall(call, scenario.calls[index]?.hook as HookName)),
    seen: Object.fromEntries(
      Object.entries(seen as Json).map(([name, rows]) => [name, (rows as unknown[]).map(tidySeen)]),
    ),
    ...(spans === undefined ? {} : { spans: tidySpans(spans as unknown[]) }),
  };
}

function tidyCall({ result, error, background_errors, ...rest }: Json, hook: HookName): Json {
  return {
    ...rest,
    ...(isObject(result) ? { result: tidyResult(result, hook) } : {}),
    ...(isObject(error) ? { error: tidyError(error) } : {}),
    ...(Array.isArray(background_errors) ? { background_errors } : {}),
  };
}

function tidyResult(result: Json, hook: HookName): Json {
  return {
    ...result,
    // A single plugin's denial has null here in CPEX.
    metadata: result["metadata"] ?? {},
    modified_payload: tidyPayload(result["modified_payload"], hook),
    executions: (result["executions"] as Json[]).map(tidyRecord),
  };
}

function tidyRecord(given: Json): Json {
  const { duration_ns, plugin_id: _, ...record } = given;
  const timed = typeof duration_ns === "number" ? { timed: duration_ns > 0 } : {};
  return dropNulls({ ...record, ...timed });
}

/** A wrong answer is an `AttributeError` there and a `TypeError` here; CPEX reports no text of other errors. */
function tidyError(error: Json): Json {
  const model = error["error"];
  const message = typeof error["message"] === "string" ? error["message"] : "";
  const isAnswer = /^(AttributeError|TypeError)\(/.test(message);
  const outcome = error["denial_outcome"];
  return {
    ...error,
    ...(isAnswer ? { message: "invalid result" } : {}),
    ...(isObject(model) ? { error: isAnswer ? { ...model, message: "invalid result" } : model } : {}),
    ...(Array.isArray(error["executions"]) ? { executions: (error["executions"] as Json[]).map(tidyRecord) } : {}),
    ...(isObject(outcome)
      ? { denial_outcome: { ...outcome, execution: tidyRecord(outcome["execution"] as Json) } }
      : {}),
  };
}

function tidySeen(row: unknown): unknown {
  const [hook, payload, ...rest] = row as [HookName, unknown, ...unknown[]];
  return [hook, tidyPayload(payload, hook), ...rest];
}

/** Hooks whose plugins may see the result type; this field tells that it is still the payload. */
const PAYLOAD_MARKS: Readonly<Record<string, string>> = {
  http_pre_request: "path",
  http_post_request: "path",
  http_auth_resolve_user: "headers",
  http_auth_check_permission: "user_email",
  identity_resolve: "raw_token",
  token_delegate: "target_name",
};

function tidyPayload(payload: unknown, hook: HookName): unknown {
  if (!isObject(payload)) return payload;
  const { payload: fields, result } = HOOK_SHAPES[hook];
  const mark = PAYLOAD_MARKS[hook];
  const model = mark === undefined || mark in payload ? fields : result;
  if (typeof model === "string") return payload;
  const { delegation_update: _, ...complete } = { ...model, ...payload };
  return dropNulls(complete);
}

/** Only ours ends the span of a hook whose call fails; see docs/divergences.md. */
function tidySpans(spans: readonly unknown[]): unknown[] {
  const lines = spans.map((span) => JSON.stringify(span));
  return lines.filter((line) => !line.startsWith('["end","plugin.hook.invoke","error"')).sort();
}

function dropNulls(record: Json): Json {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
