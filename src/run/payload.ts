import { usageError } from "../errors.ts";
import { forMessageHooks, type HookName, type HookPayloads } from "../plugin/hooks.ts";
import { HOOK_SHAPES } from "../runtime/manager/payload-shape.ts";
import { closest } from "../text/closest.ts";

type RequiredKey<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

const request = ["path", "method", "headers"] as const;
const message = ["message"] as const;

/** The fields that CPEX's models can't do without. */
const REQUIRED: { readonly [Hook in HookName]: readonly RequiredKey<HookPayloads[Hook]>[] } = {
  tool_pre_invoke: ["name"],
  tool_post_invoke: ["name"],
  prompt_pre_fetch: ["prompt_id"],
  prompt_post_fetch: ["prompt_id"],
  resource_pre_fetch: ["uri"],
  resource_post_fetch: ["uri"],
  agent_pre_invoke: ["agent_id", "messages"],
  agent_post_invoke: ["agent_id", "messages"],
  http_pre_request: request,
  http_post_request: request,
  http_auth_resolve_user: ["headers"],
  http_auth_check_permission: ["user_email", "permission"],
  identity_resolve: ["raw_token"],
  token_delegate: ["target_name"],
  ...forMessageHooks(message),
};

/** A payload that may be given to its hook, and the fields that the hook does not know. */
export interface CheckedPayload {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly unknown: readonly UnknownField[];
}

export interface UnknownField {
  readonly field: string;
  readonly guess: string | undefined;
}

/**
 * Checks that a payload is an object with the fields that its hook can't do without; what they hold is for the plugins to
 * judge.
 *
 * @throws {ToolError} exit 2 that names every missing field.
 */
export function checkPayload(hook: HookName, value: unknown): CheckedPayload {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
    throw usageError(`the payload of ${hook} is an object, not ${found}`, { hint: describeFields(hook) });
  }
  const payload = value as Readonly<Record<string, unknown>>;
  const missing = REQUIRED[hook].filter((field) => payload[field] === undefined);
  if (missing.length > 0) {
    const names = missing.map((field) => `'${field}'`).join(" and ");
    throw usageError(`the payload of ${hook} has no ${names}`, { hint: describeFields(hook) });
  }
  const known = Object.keys(HOOK_SHAPES[hook].payload);
  const unknown = Object.keys(payload)
    .filter((field) => !known.includes(field))
    .map((field) => ({ field, guess: closest(field, known) }));
  return { payload, unknown };
}

function describeFields(hook: HookName): string {
  const required: readonly string[] = REQUIRED[hook];
  const optional = Object.keys(HOOK_SHAPES[hook].payload).filter((field) => !required.includes(field));
  const tail = optional.length === 0 ? "" : ` and may have ${optional.join(", ")}`;
  return `It needs ${required.join(", ")}${tail}.`;
}
