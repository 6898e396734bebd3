import { forMessageHooks, type HookName } from "../../plugin/hooks.ts";

/**
 * What a field of a payload holds: a short `name`, a `text`, any JSON value, an `object` of values, an object or a list of
 * texts, a list of messages, a number, a flag.
 */
export type FieldKind = "name" | "text" | "json" | "object" | "strings" | "list" | "messages" | "number" | "flag";

type Fields = Readonly<Record<string, FieldKind>>;

const message: Fields = { message: "object", hook: "name" };

/** The fields of each hook's payload; see `HookPayloads`. */
export const HOOK_FIELDS: Readonly<Record<HookName, Fields>> = {
  tool_pre_invoke: { name: "name", args: "object", headers: "strings" },
  tool_post_invoke: { name: "name", result: "json" },
  prompt_pre_fetch: { prompt_id: "name", args: "strings" },
  prompt_post_fetch: { prompt_id: "name", result: "json" },
  resource_pre_fetch: { uri: "name", metadata: "object" },
  resource_post_fetch: { uri: "name", content: "json" },
  agent_pre_invoke: {
    agent_id: "name",
    messages: "messages",
    tools: "list",
    headers: "strings",
    model: "name",
    system_prompt: "text",
    parameters: "object",
  },
  agent_post_invoke: { agent_id: "name", messages: "messages", tool_calls: "json" },
  http_pre_request: { path: "name", method: "name", client_host: "name", client_port: "number", headers: "strings" },
  http_post_request: {
    path: "name",
    method: "name",
    headers: "strings",
    response_headers: "strings",
    status_code: "number",
  },
  http_auth_resolve_user: { credentials: "object", headers: "strings", client_host: "name" },
  http_auth_check_permission: { user_email: "text", permission: "name", resource_type: "name", is_admin: "flag" },
  identity_resolve: { raw_token: "text", source: "name", headers: "strings" },
  token_delegate: {
    target_name: "name",
    target_audience: "name",
    required_permissions: "list",
    route_attenuation: "json",
    bearer_token: "text",
  },
  ...forMessageHooks(message),
};
