import { z } from "zod";
import type { PluginContext, UserContext } from "../../plugin/context.ts";
import { type Fields, isFields } from "../../runtime/mcp/json-rpc.ts";

/** What a client wants to be run. */
export interface Invocation {
  readonly hook: string;
  readonly plugin: string;
  readonly payload: Fields;
  readonly context: PluginContext;
}

/** Of a call whose arguments have the wrong types nothing is run. */
export type ArgumentProblem = { readonly problem: string };

/** The context is one for the plugin: what is wrong with it is answered as the plugin's error. */
export type ContextProblem = { readonly contextProblem: string };

/** Free objects are taken over as they are: a copy would lose keys such as `__proto__`. */
const fields = z.custom<Record<string, unknown>>(isFields, "must be an object");
const state = fields.default(() => ({}));
const text = optional(z.string());
const userContext = z.custom<UserContext>(
  (value) => isFields(value) && typeof value["user_id"] === "string",
  "must be an object with a user_id",
);

/** Null and absent are the same to CPEX. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** cpex 0.1.4, models.py: `PluginContext`. */
const pluginContext = z.object({
  state,
  metadata: state,
  global_context: z.object({
    request_id: z.string(),
    user: optional(z.union([z.string(), fields])),
    user_context: optional(userContext),
    tenant_id: text,
    server_id: text,
    content_type: optional(z.string().max(200)),
    state,
    metadata: state,
  }),
});

/** Reads the arguments of `invoke_hook`. */
export function readInvocation(args: Fields): Invocation | ArgumentProblem | ContextProblem {
  const { hook_type: hook, plugin_name: plugin, payload, context } = args;
  const problems: string[] = [];
  if (typeof hook !== "string") problems.push(wrong("hook_type", hook, "a string"));
  if (typeof plugin !== "string") problems.push(wrong("plugin_name", plugin, "a string"));
  if (!isFields(payload)) problems.push(wrong("payload", payload, "an object"));
  if (!isFields(context)) problems.push(wrong("context", context, "an object"));
  if (typeof hook !== "string" || typeof plugin !== "string" || !isFields(payload) || !isFields(context)) {
    return { problem: problems.join("; ") };
  }
  const parsed = pluginContext.safeParse(context);
  if (parsed.success) return { hook, plugin, payload, context: parsed.data };
  const issues = parsed.error.issues.map(({ path, message }) => `${["context", ...path].join(".")}: ${message}`);
  return { contextProblem: issues.join("; ") };
}

function wrong(name: string, value: unknown, type: string): string {
  return value === undefined ? `${name} is missing` : `${name} must be ${type}`;
}
