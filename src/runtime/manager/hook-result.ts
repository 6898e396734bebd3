import type { Extensions } from "../../plugin/context.ts";
import type { PluginErrorModel } from "../../plugin/plugin-error.ts";
import type { PluginViolation } from "../../plugin/result.ts";
import type { CallContexts, PluginContextTable } from "./contexts.ts";
import type { ExecutionRecord } from "./execution-record.ts";

/** What all plugins of a hook made of a call. */
export interface HookResult {
  readonly continue_processing: boolean;
  /** The payload after all changes; absent when there were none. */
  readonly modified_payload?: unknown;
  readonly modified_extensions?: Extensions;
  /** Why the call is blocked; a plugin may block without saying. */
  readonly violation?: PluginViolation;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The longest delay that a plugin asked for, in milliseconds. */
  readonly retry_delay_ms: number;
  readonly executions: readonly ExecutionRecord[];
  /** Waits for the fire-and-forget plugins of this call; the errors of those that failed. Never rejects. */
  waitForBackgroundTasks(): Promise<readonly PluginErrorModel[]>;
}

/** The result of a call, and the contexts to hand to the next hook of the same request. */
export interface HookInvocation {
  readonly result: HookResult;
  /** Undefined when no plugin is on the hook. */
  readonly contexts: PluginContextTable | undefined;
}

/** What a call with plugins answers. */
export class CallOutcome implements HookInvocation {
  readonly result: HookResult;
  readonly #contexts: CallContexts;

  constructor(result: HookResult, contexts: CallContexts) {
    this.result = result;
    this.#contexts = contexts;
  }

  get contexts(): PluginContextTable {
    return this.#contexts.table;
  }
}

const NO_ERRORS: readonly PluginErrorModel[] = Object.freeze([]);
const noErrors = (): Promise<readonly PluginErrorModel[]> => Promise.resolve(NO_ERRORS);

type OpenResult = {
  -readonly [Key in keyof HookResult]: HookResult[Key];
};

/** Starts a result; what is absent in most calls is to be set afterwards. */
export function startHookResult(
  continue_processing: boolean,
  metadata: HookResult["metadata"],
  retry_delay_ms: number,
  executions: HookResult["executions"],
): OpenResult {
  return { continue_processing, metadata, retry_delay_ms, executions, waitForBackgroundTasks: noErrors };
}

/** Waits for tasks and gathers the errors of those that failed. */
export async function errorsOf(
  tasks: readonly Promise<PluginErrorModel | undefined>[],
): Promise<readonly PluginErrorModel[]> {
  const errors = await Promise.all(tasks);
  return errors.filter((error) => error !== undefined);
}

/** The result of a hook that no plugin is on. */
export const NO_PLUGINS: HookInvocation = Object.freeze({
  result: Object.freeze({
    continue_processing: true,
    metadata: Object.freeze({}),
    retry_delay_ms: 0,
    executions: Object.freeze([]),
    waitForBackgroundTasks: noErrors,
  }),
  contexts: undefined,
});
