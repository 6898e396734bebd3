import { forMessageHooks, HOOKS, type HookName } from "../plugin/hooks.ts";

/** What the example plugins do on a hook. `payload` and `part` are TypeScript that is put into generated files. */
export interface HookExample {
  /** The property of the payload that the example looks at. */
  readonly part: string;
  /** The code of its violation. */
  readonly code: string;
  /** The fields of a small payload that carries the variable `text` in that part. */
  readonly payload: readonly string[];
  /** The path of a text plugin; absent where the hook's result is not its payload, so that masking makes no sense. */
  readonly looksAt?: string;
}

const MESSAGE: HookExample = {
  part: "message",
  code: "MESSAGE_TOO_LONG",
  payload: ['message: { role: "user", content: text }'],
};

/** One example a hook. */
export const HOOK_EXAMPLES = {
  tool_pre_invoke: {
    part: "args",
    code: "ARG_TOO_LONG",
    payload: ['name: "search"', "args: { text }"],
    looksAt: "args",
  },
  tool_post_invoke: {
    part: "result",
    code: "RESULT_TOO_LONG",
    payload: ['name: "search"', "result: { text }"],
    looksAt: "result",
  },
  prompt_pre_fetch: {
    part: "args",
    code: "ARG_TOO_LONG",
    payload: ['prompt_id: "summary"', "args: { text }"],
    looksAt: "args",
  },
  prompt_post_fetch: {
    part: "result",
    code: "RESULT_TOO_LONG",
    payload: ['prompt_id: "summary"', "result: { messages: [{ content: { text } }] }"],
    looksAt: "result.messages[].content.text",
  },
  resource_pre_fetch: {
    part: "uri",
    code: "URI_TOO_LONG",
    payload: ["uri: text"],
    looksAt: "uri",
  },
  resource_post_fetch: {
    part: "content",
    code: "CONTENT_TOO_LONG",
    payload: ['uri: "notes://1"', "content: { text }"],
    looksAt: "content.text",
  },
  agent_pre_invoke: {
    part: "messages",
    code: "MESSAGE_TOO_LONG",
    payload: ['agent_id: "planner"', "messages: [{ text }]"],
    looksAt: "messages",
  },
  agent_post_invoke: {
    part: "messages",
    code: "MESSAGE_TOO_LONG",
    payload: ['agent_id: "planner"', "messages: [{ text }]"],
    looksAt: "messages",
  },
  http_pre_request: {
    part: "headers",
    code: "HEADER_TOO_LONG",
    payload: ['path: "/tools"', 'method: "GET"', "headers: { note: text }"],
  },
  http_post_request: {
    part: "response_headers",
    code: "HEADER_TOO_LONG",
    payload: ['path: "/"', 'method: "GET"', "headers: {}", "response_headers: { note: text }"],
  },
  http_auth_resolve_user: {
    part: "headers",
    code: "HEADER_TOO_LONG",
    payload: ["headers: { authorization: text }"],
  },
  http_auth_check_permission: {
    part: "permission",
    code: "PERMISSION_TOO_LONG",
    payload: ['user_email: "a@b.example"', "permission: text"],
  },
  identity_resolve: {
    part: "raw_token",
    code: "TOKEN_TOO_LONG",
    payload: ["raw_token: text"],
  },
  token_delegate: {
    part: "target_name",
    code: "TARGET_TOO_LONG",
    payload: ["target_name: text"],
  },
  ...forMessageHooks(MESSAGE),
} as const satisfies Record<HookName, HookExample>;

/** The hooks on which a text plugin can mask. */
export const TEXT_HOOKS: readonly HookName[] = HOOKS.filter((hook) => "looksAt" in HOOK_EXAMPLES[hook]);
