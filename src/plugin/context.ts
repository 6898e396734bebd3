/** Who makes the request, as the gateway authenticated them. */
export interface UserContext {
  readonly user_id: string;
  readonly email?: string | undefined;
  readonly full_name?: string | undefined;
  readonly is_admin?: boolean | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly team_id?: string | undefined;
  readonly teams?: readonly string[] | undefined;
  readonly department?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly auth_method?: string | undefined;
  /** ISO 8601. */
  readonly authenticated_at?: string | undefined;
  readonly service_account?: string | undefined;
  readonly delegation_chain?: readonly string[] | undefined;
}

/** Facts about the request, shared by all plugins that see it. */
export interface GlobalContext {
  readonly request_id: string;
  readonly user?: string | Readonly<Record<string, unknown>> | undefined;
  readonly user_context?: UserContext | undefined;
  readonly tenant_id?: string | undefined;
  readonly server_id?: string | undefined;
  readonly content_type?: string | undefined;
  readonly state: Record<string, unknown>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the gateway knows beside the payload; only the part that plugins of this toolkit read is typed. */
export interface Extensions {
  readonly request?: { readonly trace_id?: string | undefined } | undefined;
  readonly [name: string]: unknown;
}

/** What a hook receives beside the payload. `state` lives from the pre hook to the post hook of one request. */
export interface PluginContext {
  readonly global_context: GlobalContext;
  readonly state: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly extensions?: Extensions | undefined;
}

/** A context for a single call, with empty state. */
export function createContext(requestId: string, extensions?: Extensions): PluginContext {
  return {
    global_context: { request_id: requestId, state: {}, metadata: {} },
    state: {},
    metadata: {},
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** Whether metrics are wanted: a non-empty string at `extensions.request.trace_id`. */
export function isTraced(context: PluginContext): boolean {
  const traceId = context.extensions?.request?.trace_id;
  return typeof traceId === "string" && traceId !== "";
}
