import type { GlobalContext, PluginContext } from "../../plugin/context.ts";
import type { Fields } from "../mcp/json-rpc.ts";
import type { Message } from "../protobuf/message.ts";
import type { pluginContext } from "./messages.ts";

type ContextMessage = Message<typeof pluginContext>;

/** A context as it is sent (cpex 0.1.4, external/proto_convert.py): empty parts are left out. */
export function contextMessage({ state, metadata, global_context: shared }: PluginContext): ContextMessage {
  const { request_id, server_id, tenant_id, user } = shared;
  return {
    global_context: {
      request_id,
      server_id: server_id ?? "",
      tenant_id: tenant_id ?? "",
      ...(typeof user === "string" ? { user_string: user } : { user_struct: user }),
      metadata: unlessEmpty(shared.metadata),
      state: unlessEmpty(shared.state),
    },
    state: unlessEmpty(state),
    metadata: unlessEmpty(metadata),
  };
}

/** The context that was sent. */
export function contextOf({ state, metadata, global_context: shared }: ContextMessage = {}): PluginContext {
  return { global_context: sharedContextOf(shared), state: own(state), metadata: own(metadata) };
}

function sharedContextOf(shared: ContextMessage["global_context"] = {}): GlobalContext {
  const user = shared.user_string ?? shared.user_struct;
  return {
    request_id: shared.request_id ?? "",
    ...(user === undefined ? {} : { user }),
    ...(shared.server_id ? { server_id: shared.server_id } : {}),
    ...(shared.tenant_id ? { tenant_id: shared.tenant_id } : {}),
    state: own(shared.state),
    metadata: own(shared.metadata),
  };
}

/** What was read from the wire belongs to nobody else, so it may be written to. */
function own(struct: Fields | undefined): Record<string, unknown> {
  return (struct as Record<string, unknown> | undefined) ?? {};
}

function unlessEmpty(struct: Fields): Fields | undefined {
  for (const _ in struct) return struct;
  return undefined;
}
