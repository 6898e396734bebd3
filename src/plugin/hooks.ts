/** The hooks that carry a message of the common message format. */
const MESSAGE_HOOKS = [
  "evaluate",
  "cmf.tool_pre_invoke",
  "cmf.tool_post_invoke",
  "cmf.llm_input",
  "cmf.llm_output",
  "cmf.resource_pre_fetch",
  "cmf.resource_post_fetch",
  "cmf.prompt_pre_fetch",
  "cmf.prompt_post_fetch",
] as const;

/** Every hook point that CPEX registers, in its order of declaration (cpex 0.1.4). */
export const HOOKS = [
  "tool_pre_invoke",
  "tool_post_invoke",
  "prompt_pre_fetch",
  "prompt_post_fetch",
  "resource_pre_fetch",
  "resource_post_fetch",
  "agent_pre_invoke",
  "agent_post_invoke",
  "http_pre_request",
  "http_post_request",
  "http_auth_resolve_user",
  "http_auth_check_permission",
  "identity_resolve",
  "token_delegate",
  ...MESSAGE_HOOKS,
] as const;

export type HookName = (typeof HOOKS)[number];

export type MessageHookName = (typeof MESSAGE_HOOKS)[number];

/** The same for every hook that carries a message, in the order of {@link HOOKS}. */
export function forMessageHooks<T>(value: T): Readonly<Record<MessageHookName, T>> {
  return Object.fromEntries(MESSAGE_HOOKS.map((hook) => [hook, value])) as Record<MessageHookName, T>;
}

export function isHookName(name: string): name is HookName {
  return (HOOKS as readonly string[]).includes(name);
}

/** Free-form JSON objects, as hooks carry them. */
export type JsonObject = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string>>;

export interface ToolPreInvokePayload {
  readonly name: string;
  readonly args?: JsonObject | undefined;
  readonly headers?: Headers | undefined;
}

export interface ToolPostInvokePayload {
  readonly name: string;
  readonly result?: unknown;
}

export interface PromptPreFetchPayload {
  readonly prompt_id: string;
  readonly args?: Readonly<Record<string, string>> | undefined;
}

export interface PromptPostFetchPayload {
  readonly prompt_id: string;
  readonly result?: unknown;
}

export interface ResourcePreFetchPayload {
  readonly uri: string;
  readonly metadata?: JsonObject | undefined;
}

export interface ResourcePostFetchPayload {
  readonly uri: string;
  readonly content?: unknown;
}

export interface AgentPreInvokePayload {
  readonly agent_id: string;
  readonly messages: readonly unknown[];
  readonly tools?: readonly string[] | undefined;
  readonly headers?: Headers | undefined;
  readonly model?: string | undefined;
  readonly system_prompt?: string | undefined;
  readonly parameters?: JsonObject | undefined;
}

export interface AgentPostInvokePayload {
  readonly agent_id: string;
  readonly messages: readonly unknown[];
  readonly tool_calls?: readonly JsonObject[] | undefined;
}

export interface HttpPreRequestPayload {
  readonly path: string;
  readonly method: string;
  readonly client_host?: string | undefined;
  readonly client_port?: number | undefined;
  readonly headers: Headers;
}

export interface HttpPostRequestPayload extends HttpPreRequestPayload {
  readonly response_headers?: Headers | undefined;
  readonly status_code?: number | undefined;
}

export interface HttpAuthResolveUserPayload {
  readonly credentials?: JsonObject | undefined;
  readonly headers: Headers;
  readonly client_host?: string | undefined;
  readonly client_port?: number | undefined;
}

export interface HttpAuthCheckPermissionPayload {
  readonly user_email: string;
  readonly permission: string;
  readonly resource_type?: string | undefined;
  readonly team_id?: string | undefined;
  readonly is_admin?: boolean | undefined;
  readonly auth_method?: string | undefined;
  readonly client_host?: string | undefined;
  readonly user_agent?: string | undefined;
}

export interface IdentityResolvePayload {
  readonly raw_token: string;
  readonly source?: string | undefined;
  readonly headers?: Headers | undefined;
  readonly client_host?: string | undefined;
  readonly client_port?: number | undefined;
}

export interface TokenDelegatePayload {
  readonly target_name: string;
  readonly target_type?: string | undefined;
  readonly target_audience?: string | undefined;
  readonly required_permissions?: readonly string[] | undefined;
  readonly trust_domain?: string | undefined;
  readonly auth_enforced_by?: string | undefined;
  readonly route_attenuation?: unknown;
  readonly bearer_token?: string | undefined;
}

/** A message of the common message format, as `evaluate` and the `cmf.*` hooks carry it. */
export interface MessagePayload {
  readonly message: JsonObject;
  readonly hook?: string | undefined;
}

/** The payload type of each hook. Absent fields are CPEX's nulls: the wire leaves them out. */
export interface HookPayloads extends Record<MessageHookName, MessagePayload> {
  tool_pre_invoke: ToolPreInvokePayload;
  tool_post_invoke: ToolPostInvokePayload;
  prompt_pre_fetch: PromptPreFetchPayload;
  prompt_post_fetch: PromptPostFetchPayload;
  resource_pre_fetch: ResourcePreFetchPayload;
  resource_post_fetch: ResourcePostFetchPayload;
  agent_pre_invoke: AgentPreInvokePayload;
  agent_post_invoke: AgentPostInvokePayload;
  http_pre_request: HttpPreRequestPayload;
  http_post_request: HttpPostRequestPayload;
  http_auth_resolve_user: HttpAuthResolveUserPayload;
  http_auth_check_permission: HttpAuthCheckPermissionPayload;
  identity_resolve: IdentityResolvePayload;
  token_delegate: TokenDelegatePayload;
}

/** What `modify` may hold on each hook, where it differs from the payload. */
export interface HookResults extends Omit<
  HookPayloads,
  | "http_pre_request"
  | "http_post_request"
  | "http_auth_resolve_user"
  | "http_auth_check_permission"
  | "identity_resolve"
  | "token_delegate"
> {
  http_pre_request: Headers;
  http_post_request: Headers;
  http_auth_resolve_user: JsonObject;
  http_auth_check_permission: { readonly granted: boolean; readonly reason?: string | undefined };
  identity_resolve: JsonObject;
  token_delegate: JsonObject;
}
