import { z } from "zod";
import { usageError } from "../errors.ts";
import type { Extensions, GlobalContext } from "../plugin/context.ts";

const json = z.record(z.string(), z.unknown());
const text = z.string().optional();
const texts = z.array(z.string()).optional();

const userContext = z.strictObject({
  user_id: z.string(),
  email: text,
  full_name: text,
  is_admin: z.boolean().optional(),
  groups: texts,
  roles: texts,
  team_id: text,
  teams: texts,
  department: text,
  attributes: json.optional(),
  auth_method: text,
  authenticated_at: text,
  service_account: text,
  delegation_chain: texts,
});

const requestContext = z.strictObject({
  request_id: z.string().default("run"),
  user: z.union([z.string(), json]).optional(),
  user_context: userContext.optional(),
  tenant_id: text,
  server_id: text,
  content_type: text,
  state: json.default({}),
  metadata: json.default({}),
  extensions: json.optional(),
});

/** What a request carries beside its payload. */
export interface RequestContext {
  readonly context: GlobalContext;
  readonly extensions: Extensions | undefined;
}

/**
 * Reads a request's context: the fields of CPEX's `GlobalContext`, none of them required, and `extensions`.
 *
 * @throws {ToolError} exit 2 that names every field that is wrong.
 */
export function readRequestContext(value: unknown): RequestContext {
  const parsed = requestContext.safeParse(value);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join(": "));
    throw usageError("the context can't be read", {
      details: lines.join("\n"),
      hint: `It may have ${Object.keys(requestContext.shape).join(", ")}.`,
    });
  }
  const { extensions, ...context } = parsed.data;
  return { context, extensions };
}
