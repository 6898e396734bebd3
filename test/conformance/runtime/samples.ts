import fc from "fast-check";
import type { Json } from "./scenario.ts";

/** Payloads, changes and other data for random scenarios. */

const value = fc.constantFrom<unknown>(1, true, 0, false, "x", "é\n'", null, 1.5, [1, 2], { k: "v" }, [{ deep: [] }]);

/** Free-form objects with few keys, so that plugins meet at them. */
export const shared: fc.Arbitrary<Json> = fc.dictionary(fc.constantFrom("a", "b", "c"), value, { maxKeys: 2 });

const headers = fc.dictionary(fc.constantFrom("h1", "h2"), fc.constantFrom("1", "2"), { maxKeys: 2 });
const texts = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("x", "it's"), { maxKeys: 2 });
const text = fc.constantFrom("x", "y", "é");
const messages = fc.array(fc.record({ role: fc.constant("user"), content: text }), { maxLength: 2 });
const message = text.map((words) => ({
  schema_version: "2.0",
  role: "user",
  content: [{ content_type: "text", text: words }],
}));

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** The fields of each hook's payload; those in `required` are always there. */
const PAYLOADS: Readonly<Record<string, { readonly required: Fields; readonly optional: Fields }>> = {
  tool_pre_invoke: { required: { name: text }, optional: { args: shared, headers } },
  tool_post_invoke: { required: { name: text, result: value }, optional: {} },
  prompt_pre_fetch: { required: { prompt_id: text }, optional: { args: texts } },
  prompt_post_fetch: { required: { prompt_id: text, result: fc.record({ messages }) }, optional: {} },
  resource_pre_fetch: { required: { uri: text }, optional: { metadata: shared } },
  resource_post_fetch: { required: { uri: text, content: value }, optional: {} },
  agent_pre_invoke: {
    required: { agent_id: text, messages },
    optional: { tools: fc.subarray(["a", "b"]), headers, model: text, system_prompt: text, parameters: shared },
  },
  agent_post_invoke: {
    required: { agent_id: text, messages },
    optional: { tool_calls: fc.array(shared, { maxLength: 1 }) },
  },
  http_pre_request: { required: { path: text, method: text, headers }, optional: { client_host: text } },
  http_post_request: {
    required: { path: text, method: text, headers },
    optional: { response_headers: headers, status_code: fc.constant(200) },
  },
  http_auth_resolve_user: { required: { headers }, optional: { credentials: shared } },
  http_auth_check_permission: {
    required: { user_email: text, permission: text },
    optional: { is_admin: fc.boolean(), team_id: text },
  },
  identity_resolve: {
    required: { raw_token: fc.constantFrom("n1", "secret", "") },
    optional: { source: text, headers },
  },
  token_delegate: { required: { target_name: text }, optional: { target_type: text } },
  evaluate: { required: { message }, optional: { hook: fc.constantFrom("evaluate", "llm_input") } },
  "cmf.tool_pre_invoke": { required: { message }, optional: { hook: fc.constant("tool_pre_invoke") } },
  "cmf.llm_output": { required: { message }, optional: {} },
};

/** What plugins return where it is not the payload's own model. */
const RESULTS: Readonly<Record<string, Fields | "headers" | "object">> = {
  http_pre_request: "headers",
  http_post_request: "headers",
  http_auth_resolve_user: "object",
  http_auth_check_permission: { granted: fc.boolean(), reason: text },
  identity_resolve: { rejected: fc.boolean(), reject_reason: text, raw_claims: shared },
  token_delegate: { delegated_token: text, forwarded_headers: headers },
};

/** Fields that a policy may name, by hook. */
export const REPLACEMENT_FIELDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(PAYLOADS).map(([hook, { required, optional }]) => {
    const result = RESULTS[hook];
    const extra = typeof result === "object" ? Object.keys(result) : result === "headers" ? ["root"] : [];
    return [hook, [...Object.keys(required), ...Object.keys(optional), ...extra]];
  }),
);

/** The field that conditions compare. */
const SUBJECTS = new Set(["name", "prompt_id", "uri", "agent_id", "target_name"]);

function fieldsOf(hook: string): { readonly required: Fields; readonly optional: Fields } {
  return PAYLOADS[hook] ?? { required: {}, optional: {} };
}

/** A payload whose subject is one of the given names. */
export function payloadOf(hook: string, names: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  const { required, optional } = fieldsOf(hook);
  const named = Object.entries(required).map(([field, arbitrary]) => [field, SUBJECTS.has(field) ? names : arbitrary]);
  return fc.record({ ...(Object.fromEntries(named) as Fields), ...optional }, { requiredKeys: Object.keys(required) });
}

/** A complete payload as a plugin returns it. */
export function replacementOf(hook: string): fc.Arbitrary<unknown> {
  const result = RESULTS[hook];
  if (result === "headers") return headers;
  if (result === "object") return shared;
  if (result !== undefined) return fc.record(result, { requiredKeys: Object.keys(result).slice(0, 1) });
  const { required, optional } = fieldsOf(hook);
  return fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) });
}

/** Some fields of a payload that a plugin changes. */
export function updateOf(hook: string): fc.Arbitrary<Json> {
  if (RESULTS[hook] !== undefined) return replacementOf(hook) as fc.Arbitrary<Json>;
  const { required, optional } = fieldsOf(hook);
  return fc.record({ ...required, ...optional }, { requiredKeys: [] });
}

/** Extensions in which every field that CPEX would fill in is there. */
export const extensionsSample: Json = {
  request: { trace_id: "t" },
  agent: { session_id: "s" },
  http: { headers: { h: "1" } },
  security: {
    labels: ["pii"],
    classification: "c",
    subject: { id: "u", type: "user", roles: ["r"], permissions: ["p"], teams: ["tm"], claims: { k: "v" } },
    objects: {},
    data: {},
  },
  delegation: { chain: [], depth: 0, delegated: false, age_seconds: 0 },
  meta: { tags: [], properties: {} },
  custom: { n: 1 },
};
