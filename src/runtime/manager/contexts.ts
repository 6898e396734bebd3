import type { Extensions, GlobalContext, PluginContext } from "../../plugin/context.ts";
import { filterExtensions } from "./extensions.ts";
import type { RegisteredPlugin } from "./registry.ts";

/**
 * The plugins' contexts of one request. Who passes the table of a pre hook to its post hook lets each plugin find the
 * state that it left. Keys are the request id and the plugin's id.
 */
export type PluginContextTable = ReadonlyMap<string, PluginContext>;

/** What the contexts of a call are made of. */
export interface ContextSources {
  readonly context: GlobalContext;
  /** Those of an earlier hook. */
  readonly contexts: PluginContextTable | undefined;
  readonly extensions: Extensions | undefined;
}

/** The contexts of one call. Their table is made for those who ask for it: few do, and its keys cost more than a short call. */
export class CallContexts {
  readonly #call: ContextSources;
  readonly #entries: { readonly pluginId: string; readonly context: PluginContext }[] = [];
  #table: PluginContextTable | undefined;

  constructor(call: ContextSources) {
    this.#call = call;
  }

  /** The context for a plugin, with the state that it left in an earlier hook if that is to be found. */
  prepare({ identity: { id }, capabilities }: RegisteredPlugin, findEarlier: boolean): PluginContext {
    const { context: shared, contexts, extensions } = this.#call;
    const visible = extensions === undefined ? undefined : filterExtensions(extensions, capabilities);
    const earlier = findEarlier ? contexts?.get(keyOf(shared, id)) : undefined;
    const context = prepareContext(shared, earlier, visible);
    this.#entries.push({ pluginId: id, context });
    return context;
  }

  /** Ask only when the call is over. */
  get table(): PluginContextTable {
    this.#table ??= new Map(
      this.#entries.map(({ pluginId, context }) => [keyOf(this.#call.context, pluginId), context]),
    );
    return this.#table;
  }
}

function keyOf({ request_id }: GlobalContext, pluginId: string): string {
  return request_id + pluginId;
}

/** A context for one plugin: shared facts as a copy of its own, state as the plugin left it. */
function prepareContext(
  shared: GlobalContext,
  earlier: PluginContext | undefined,
  extensions: Extensions | undefined,
): PluginContext {
  return {
    global_context: copyShared(shared),
    state: earlier?.state ?? {},
    metadata: earlier?.metadata ?? {},
    extensions,
  };
}

/** State and metadata are copied one level deep, as in CPEX: what they hold is shared. */
function copyShared(shared: GlobalContext): GlobalContext {
  return {
    request_id: shared.request_id,
    user: shared.user,
    user_context: shared.user_context,
    tenant_id: shared.tenant_id,
    server_id: shared.server_id,
    content_type: shared.content_type,
    state: { ...shared.state },
    metadata: { ...shared.metadata },
  };
}

/** Puts what a plugin wrote into the request's context. What it deleted stays. */
export function mergeShared(shared: GlobalContext, own: GlobalContext): void {
  assignAll(shared.state, own.state);
  assignAll(shared.metadata, own.metadata);
}

/** `Object.assign` for data from outside: a key named `__proto__` is a key like any other. */
export function assignAll(target: Readonly<Record<string, unknown>>, source: Readonly<Record<string, unknown>>): void {
  for (const key in source) {
    if (key === "__proto__") {
      Object.defineProperty(target, key, { value: source[key], writable: true, enumerable: true, configurable: true });
    } else (target as Record<string, unknown>)[key] = source[key];
  }
}
