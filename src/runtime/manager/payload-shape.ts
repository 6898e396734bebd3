import { forMessageHooks, type HookName } from "../../plugin/hooks.ts";

/** The fields of a payload model, each with CPEX's default; null where there is none or it is null. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What a hook carries. Plugins see the payload first. On most hooks they return the same model; where they return
 * another one, `result` says which, and later plugins see that.
 */
export interface HookShape {
  readonly payload: Fields;
  readonly result: "same" | "headers" | "dict" | Fields;
}

const empty = Object.freeze({});
const none: readonly unknown[] = Object.freeze([]);
const request = { path: null, method: null, client_host: null, client_port: null, headers: null };
const message: HookShape = { payload: { message: null, hook: "evaluate" }, result: "same" };

/** The models of cpex 0.1.4, by hook. */
export const HOOK_SHAPES: Readonly<Record<HookName, HookShape>> = {
  tool_pre_invoke: { payload: { name: null, args: empty, headers: null }, result: "same" },
  tool_post_invoke: { payload: { name: null, result: null }, result: "same" },
  prompt_pre_fetch: { payload: { prompt_id: null, args: empty }, result: "same" },
  prompt_post_fetch: { payload: { prompt_id: null, result: null }, result: "same" },
  resource_pre_fetch: { payload: { uri: null, metadata: empty }, result: "same" },
  resource_post_fetch: { payload: { uri: null, content: null }, result: "same" },
  agent_pre_invoke: {
    payload: {
      agent_id: null,
      messages: null,
      tools: null,
      headers: null,
      model: null,
      system_prompt: null,
      parameters: empty,
    },
    result: "same",
  },
  agent_post_invoke: { payload: { agent_id: null, messages: null, tool_calls: null }, result: "same" },
  http_pre_request: { payload: request, result: "headers" },
  http_post_request: { payload: { ...request, response_headers: null, status_code: null }, result: "headers" },
  http_auth_resolve_user: {
    payload: { credentials: null, headers: null, client_host: null, client_port: null },
    result: "dict",
  },
  http_auth_check_permission: {
    payload: {
      user_email: null,
      permission: null,
      resource_type: null,
      team_id: null,
      is_admin: false,
      auth_method: null,
      client_host: null,
      user_agent: null,
    },
    result: { granted: null, reason: null },
  },
  identity_resolve: {
    payload: { raw_token: null, source: "bearer", headers: empty, client_host: null, client_port: null },
    result: {
      subject: null,
      delegation: null,
      rejected: false,
      reject_status: 401,
      reject_reason: "",
      raw_claims: empty,
    },
  },
  token_delegate: {
    payload: {
      target_name: null,
      target_type: "tool",
      target_audience: null,
      required_permissions: none,
      trust_domain: null,
      auth_enforced_by: "caller",
      route_attenuation: null,
      bearer_token: null,
    },
    result: {
      delegated_token: null,
      delegation_update: null,
      forwarded_headers: empty,
      cache_key: null,
      cache_ttl: null,
    },
  },
  ...forMessageHooks(message),
};
