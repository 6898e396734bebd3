import type { GlobalContext } from "../../../src/plugin/context.ts";
import type { HookName, HookPayloads } from "../../../src/plugin/hooks.ts";
import type * as Plugin from "../../../src/plugin/index.ts";
import type * as Runtime from "../../../src/runtime/index.ts";
import type { PluginManager } from "../../../src/runtime/manager/manager.ts";
import type { Call } from "./generate.ts";

/** The built toolkit, as plugins are loaded by that. */
const built = new URL("../../../dist/", import.meta.url).href;
const runtime = (await import(`${built}runtime/index.js`)) as typeof Runtime;
const plugin = (await import(`${built}plugin/index.js`)) as typeof Plugin;

/** What came of a call in our own manager; `result` is still to be read by CPEX's models. */
export interface Outcome {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly contexts?: unknown;
  readonly error?: unknown;
  readonly state: unknown;
}

/** Our manager with a plugin in the same process. */
export async function openInProcess(entry: object, base: string): Promise<PluginManager> {
  const config = runtime.pluginConfig.parse(entry);
  return runtime.PluginManager.create({
    plugins: [config],
    load: (one) => runtime.loadByKind(one, { base, log: () => {} }),
  });
}

export async function callInProcess(manager: PluginManager, call: Call): Promise<Outcome> {
  const context = { state: {}, metadata: {}, ...structuredClone(call.context) } as unknown as GlobalContext;
  const payload = structuredClone(call.payload) as unknown as HookPayloads[HookName];
  try {
    const { result, contexts } = await manager.invokeHook(call.hook as HookName, payload, context);
    const { continue_processing, modified_payload, violation, metadata, retry_delay_ms } = result;
    return structuredClone({
      result: { continue_processing, modified_payload, violation, metadata, retry_delay_ms },
      contexts: [...(contexts?.values() ?? [])].map((one) => ({ state: one.state, metadata: one.metadata })),
      state: context.state,
    });
  } catch (error) {
    if (!(error instanceof plugin.PluginError)) throw error;
    return structuredClone({ error: error.error, state: context.state });
  }
}
