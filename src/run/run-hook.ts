import { failed } from "../errors.ts";
import type { HookName, HookPayloads } from "../plugin/hooks.ts";
import type { LogRecord } from "../plugin/instance.ts";
import { PluginError } from "../plugin/plugin-error.ts";
import type { ImplementationChoice } from "../runtime/choose.ts";
import type { PluginConfig } from "../runtime/config/plugin-config.ts";
import { type LoadedEntry, loadByKind } from "../runtime/kinds.ts";
import { loadError } from "../runtime/load-error.ts";
import { HookDeniedError, PayloadSizeError } from "../runtime/manager/errors.ts";
import { PluginManager } from "../runtime/manager/manager.ts";
import { withTrace } from "../runtime/manager/observability.ts";
import type { PluginSettings } from "../runtime/settings.ts";
import { CallLog } from "./calls.ts";
import type { RunOutcome, RunReport } from "./report.ts";
import type { RequestContext } from "./request-context.ts";

export interface RunOptions {
  readonly hook: HookName;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly request: RequestContext;
  readonly plugins: readonly PluginConfig[];
  /** The folder that the kinds of plugins are looked for from. */
  readonly base: string;
  readonly implementation: ImplementationChoice | undefined;
  readonly settings: PluginSettings;
  readonly log: (record: LogRecord) => void;
}

/**
 * Loads plugins, invokes one hook, waits for its background plugins, and shuts everything down. A plugin that fails is an
 * outcome, not an error.
 *
 * @throws {ToolError} when a plugin can't be loaded, or the payload is too large for plugins.
 */
export async function runHook(options: RunOptions): Promise<RunReport> {
  const { hook, payload, request, plugins } = options;
  const calls = new CallLog();
  const loaded = new Map<string, LoadedEntry>();
  const manager = await createManager(options, calls, loaded);
  try {
    const outcome = await withTrace(request.context.request_id || "run", () => invoke(manager, options));
    return {
      hook,
      payload,
      outcome,
      plugins: plugins.map((entry) => {
        const own = entry.mode === "disabled" ? undefined : loaded.get(entry.name);
        const registered = own !== undefined && manager.getPlugin(entry.name) === own.instance;
        const { name, kind, mode, hooks } = own?.config ?? entry;
        return { name, kind, mode, onHook: hooks.includes(hook), answering: registered ? own.answering : undefined };
      }),
      calls: calls.calls(),
      context: request.context,
    };
  } finally {
    await manager.shutdown();
  }
}

async function createManager(
  { plugins, base, implementation, settings, log }: RunOptions,
  observability: CallLog,
  loaded: Map<string, LoadedEntry>,
): Promise<PluginManager> {
  try {
    return await PluginManager.create({
      plugins,
      load: async (config) => {
        const one = await loadByKind(config, { base, implementation, timeoutSeconds: settings.plugin_timeout, log });
        loaded.set(config.name, one);
        return one;
      },
      timeoutSeconds: settings.plugin_timeout,
      defaultHookPolicy: settings.default_hook_policy,
      executionPool: settings.execution_pool,
      failOnPluginError: settings.fail_on_plugin_error,
      observability,
      log,
    });
  } catch (error) {
    throw loadError(error);
  }
}

async function invoke(manager: PluginManager, { hook, payload, request }: RunOptions): Promise<RunOutcome> {
  const { context, extensions } = request;
  try {
    const { result } = await manager.invokeHook(
      hook,
      payload as unknown as HookPayloads[HookName],
      context,
      extensions === undefined ? {} : { extensions },
    );
    const { waitForBackgroundTasks, executions, ...rest } = result;
    const backgroundErrors = await waitForBackgroundTasks();
    const status = rest.continue_processing ? "continued" : "denied";
    // The records are the longest part: they stand last.
    return { status, result: { ...rest, executions }, backgroundErrors };
  } catch (thrown) {
    return outcomeOf(thrown);
  }
}

/** What a rejected call comes to; a plugin may block by an exception. */
function outcomeOf(thrown: unknown): RunOutcome {
  if (thrown instanceof PluginError) return { status: "failed", error: thrown.error };
  if (thrown instanceof PayloadSizeError) throw failed(thrown.message, { cause: thrown });
  if (!(thrown instanceof HookDeniedError)) throw thrown;
  const { violation, executions } = thrown;
  const result = {
    continue_processing: false,
    ...(violation === undefined ? {} : { violation }),
    metadata: {},
    retry_delay_ms: 0,
    executions,
  };
  return { status: "denied", result, backgroundErrors: [] };
}
