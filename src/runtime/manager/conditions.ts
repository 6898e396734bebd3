import type { GlobalContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import { baseContentType, type PluginCondition } from "../config/condition.ts";

/** Whether a plugin runs for this payload and request. */
export type Matcher = (payload: unknown, context: GlobalContext) => boolean;

type Target = "tools" | "prompts" | "resources" | "agents";

/** Which part of a condition speaks about which field of a payload. Other hooks look at the request only. */
const SUBJECTS: Readonly<Partial<Record<HookName, readonly [Target, string]>>> = {
  tool_pre_invoke: ["tools", "name"],
  tool_post_invoke: ["tools", "name"],
  prompt_pre_fetch: ["prompts", "prompt_id"],
  prompt_post_fetch: ["prompts", "prompt_id"],
  resource_pre_fetch: ["resources", "uri"],
  resource_post_fetch: ["resources", "uri"],
  agent_pre_invoke: ["agents", "agent_id"],
  agent_post_invoke: ["agents", "agent_id"],
  token_delegate: ["tools", "target_name"],
  identity_resolve: ["tools", "raw_token"],
};

/** Prepares a plugin's conditions for one hook: one of them must hold. Undefined when the plugin always runs. */
export function compileConditions(hook: HookName, conditions: readonly PluginCondition[]): Matcher | undefined {
  if (conditions.length === 0) return undefined;
  const matchers = conditions.map((condition) => compileCondition(hook, condition));
  return (payload, context) => matchers.some((matches) => matches(payload, context));
}

function compileCondition(hook: HookName, condition: PluginCondition): Matcher {
  const parts: Matcher[] = [];
  const { server_ids, tenant_ids, content_types, user_patterns } = condition;
  if (isSet(server_ids)) parts.push((_, { server_id: id }) => id !== undefined && server_ids.includes(id));
  if (isSet(tenant_ids)) parts.push((_, { tenant_id: id }) => id !== undefined && tenant_ids.includes(id));
  if (isSet(content_types)) parts.push((_, { content_type }) => isOneOf(content_types, content_type));
  if (isSet(user_patterns)) parts.push((_, { user }) => user_patterns.some((pattern) => contains(user, pattern)));
  const [target, field] = SUBJECTS[hook] ?? [];
  const names = target === undefined ? null : condition[target];
  if (field !== undefined && isSet(names)) parts.push((payload) => namesSubject(hook, names, payload, field));
  return (payload, context) => parts.every((holds) => holds(payload, context));
}

/** An empty list restricts nothing. */
function isSet(list: readonly string[] | null): list is readonly string[] {
  return list !== null && list.length > 0;
}

function isOneOf(types: readonly string[], contentType: string | undefined): boolean {
  return contentType !== undefined && contentType.trim() !== "" && types.includes(baseContentType(contentType));
}

/** A part of a user's name; of a structured user, the name of one of its fields. */
function contains(user: GlobalContext["user"], pattern: string): boolean {
  if (user === undefined || user === null) return false;
  return typeof user === "string" ? user !== "" && user.includes(pattern) : Object.hasOwn(user, pattern);
}

/** A payload without a name passes. A token is a secret to CPEX, equal to no name. */
function namesSubject(hook: HookName, names: readonly string[], payload: unknown, field: string): boolean {
  const name = (payload as Readonly<Record<string, unknown>>)[field];
  if (name === undefined || name === null || name === "") return true;
  return hook !== "identity_resolve" && names.includes(name as string);
}
