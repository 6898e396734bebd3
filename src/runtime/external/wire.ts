import type { PluginContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import { HOOK_SHAPES } from "../manager/payload-shape.ts";
import { type Fields, isFields } from "../mcp/json-rpc.ts";

/** The tools of a plugin server. */
export const GET_PLUGIN_CONFIG = "get_plugin_config";
export const INVOKE_HOOK = "invoke_hook";

/** Fields that are secrets in CPEX's models, which it writes as stars; no server ever sees them. */
const SECRETS: Readonly<Partial<Record<HookName, string>>> = {
  identity_resolve: "raw_token",
  token_delegate: "bearer_token",
};
const STARS = "**********";

/**
 * The arguments of `invoke_hook`. Fields of models that are null are left out, nulls inside free objects stay; extensions
 * are never sent.
 */
export function invokeArguments(hook: HookName, plugin: string, payload: unknown, context: PluginContext) {
  const { global_context: shared, state, metadata } = context;
  const { user_context } = shared;
  return {
    hook_type: hook,
    plugin_name: plugin,
    payload: payloadOnWire(hook, payload),
    context: {
      state,
      global_context: withoutNulls({
        ...shared,
        ...(user_context === undefined ? {} : { user_context: withoutNulls({ ...user_context }) }),
      }),
      metadata,
    },
  };
}

/** A payload that an earlier plugin made of another type, such as headers, has no fields of the payload's model. */
function payloadOnWire(hook: HookName, payload: unknown): unknown {
  return isFields(payload) ? withoutSecret(hook, withoutNullFields(hook, payload)) : payload;
}

/** A payload with stars for what no server ever sees. */
export function withoutSecret(hook: HookName, payload: Fields): Fields {
  const secret = SECRETS[hook];
  return secret === undefined || !payload[secret] ? payload : { ...payload, [secret]: STARS };
}

/** A payload without those fields of its model that are null. */
export function withoutNullFields(hook: HookName, payload: Fields): Fields {
  const model = HOOK_SHAPES[hook].payload;
  const kept = Object.entries(payload).filter(([key, value]) => !isNull(value) || !Object.hasOwn(model, key));
  return Object.fromEntries(kept);
}

function withoutNulls(model: Fields): Fields {
  return Object.fromEntries(Object.entries(model).filter(([, value]) => !isNull(value)));
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
