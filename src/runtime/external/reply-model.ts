import { z } from "zod";
import type { HookName } from "../../plugin/hooks.ts";
import { laxBool, laxInt } from "../config/lax.ts";

/** The models of an answer to `invoke_hook`, as cpex 0.1.4 reads them: fields that they don't know are dropped. */

const dict = whole(z.record(z.string(), z.unknown()));
const strings = whole(z.record(z.string(), z.string()));
const text = z.string().nullish();

const violation = z.object({
  reason: z.string(),
  description: z.string(),
  code: z.string(),
  details: dict.nullish().transform((details) => details ?? {}),
  mcp_error_code: laxInt.nullish(),
  http_status_code: laxInt.nullish(),
  http_headers: strings.nullish(),
});

const message = z.object({ message: dict, hook: text });

/** A record with all of its keys: zod leaves `__proto__` out, and what a plugin masked under that name would be lost. */
function whole<T>(record: z.ZodType<T>): z.ZodType<T> {
  return z.custom<T>().check(({ value, issues }) => {
    const mistakes = record.safeParse(value).error?.issues ?? [];
    for (const { path, message: what } of mistakes) issues.push({ code: "custom", path, message: what, input: value });
  });
}

/** What `modified_payload` must hold on each hook; it is a whole payload, never a part of one. */
const MODIFIED: Readonly<Record<HookName, z.ZodType>> = {
  tool_pre_invoke: z.object({ name: z.string(), args: dict.nullish(), headers: strings.nullish() }),
  tool_post_invoke: z.object({ name: z.string(), result: z.unknown() }),
  prompt_pre_fetch: z.object({ prompt_id: z.string(), args: strings.nullish() }),
  prompt_post_fetch: z.object({ prompt_id: z.string(), result: dict }),
  resource_pre_fetch: z.object({ uri: z.string(), metadata: dict.nullish() }),
  resource_post_fetch: z.object({ uri: z.string(), content: z.unknown() }),
  agent_pre_invoke: z.object({
    agent_id: z.string(),
    messages: z.array(z.unknown()),
    tools: z.array(z.string()).nullish(),
    headers: strings.nullish(),
    model: text,
    system_prompt: text,
    parameters: dict.nullish(),
  }),
  agent_post_invoke: z.object({
    agent_id: z.string(),
    messages: z.array(z.unknown()),
    tool_calls: z.array(dict).nullish(),
  }),
  http_pre_request: strings,
  http_post_request: strings,
  http_auth_resolve_user: dict,
  http_auth_check_permission: z.object({ granted: laxBool, reason: text }),
  identity_resolve: dict,
  token_delegate: dict,
  evaluate: message,
  "cmf.tool_pre_invoke": message,
  "cmf.tool_post_invoke": message,
  "cmf.llm_input": message,
  "cmf.llm_output": message,
  "cmf.resource_pre_fetch": message,
  "cmf.resource_post_fetch": message,
  "cmf.prompt_pre_fetch": message,
  "cmf.prompt_post_fetch": message,
};

export type ResultModel = ReturnType<typeof createResultModel>;

const resultModels = new Map<HookName, ResultModel>();

/** `result` of an answer to a hook. A model is compiled at its first use, so each hook has one for all answers. */
export function resultModel(hook: HookName): ResultModel {
  let model = resultModels.get(hook);
  if (model === undefined) resultModels.set(hook, (model = createResultModel(hook)));
  return model;
}

function createResultModel(hook: HookName) {
  return z.object({
    continue_processing: laxBool.default(true),
    modified_payload: MODIFIED[hook].nullish(),
    modified_extensions: dict.nullish(),
    violation: violation.nullish(),
    metadata: dict.nullish(),
    denial_metadata: dict.nullish(),
    http_headers: strings.nullish(),
    retry_delay_ms: laxInt.default(0),
  });
}

/** `error` of an answer. */
export const errorModel = z.object({
  message: z.string(),
  plugin_name: z.string(),
  code: z
    .string()
    .nullish()
    .transform((code) => code ?? ""),
  details: dict.nullish().transform((details) => details ?? {}),
  mcp_error_code: laxInt.default(-32_603),
});

/** `context` of an answer: what the plugin left in it. */
export const contextModel = z.object({
  state: dict.default({}),
  metadata: dict.default({}),
  global_context: z.object({ request_id: z.string(), state: dict.default({}) }),
});
