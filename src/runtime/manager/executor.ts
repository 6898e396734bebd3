import type { Extensions, GlobalContext, PluginContext } from "../../plugin/context.ts";
import type { LogRecord } from "../../plugin/instance.ts";
import { PluginError, type PluginErrorModel, PluginViolationError } from "../../plugin/plugin-error.ts";
import { ALLOW, type PluginResult, type PluginViolation } from "../../plugin/result.ts";
import { checkAnswer } from "./answer.ts";
import { assignAll, mergeShared } from "./contexts.ts";
import type { Crossing } from "./crossing.ts";
import { DeadlineError, Deadlines } from "./deadlines.ts";
import { describeThrown, errorModelOf } from "./errors.ts";
import { answerAttributes, type Tracer } from "./observability.ts";
import type { HookRef } from "./registry.ts";

/** What the plugins of a call share. */
export interface Shared {
  /** They write to its state and metadata. */
  readonly context: GlobalContext;
  readonly metadata: Record<string, unknown>;
  readonly crossing: Crossing;
}

/** What one plugin's run comes to, after its mode and `on_error` had their say. */
export interface Settled {
  readonly proceed: boolean;
  readonly payload?: unknown;
  readonly extensions?: Extensions | undefined;
  readonly violation?: PluginViolation | undefined;
  readonly retryDelayMs: number;
  readonly denialMetadata?: Readonly<Record<string, unknown>> | undefined;
  /** What the plugin said beside its decision; lost when it denies. */
  readonly metadata?: PluginResult["metadata"] | undefined;
  readonly httpHeaders?: PluginResult["http_headers"] | undefined;
  /** Why there is no answer, when the plugin was too slow and that is let pass. */
  readonly timeout?: string;
}

/** Metadata under this key says which plugin decided a permission; plugins can't set it. */
export const DECISION_PLUGIN = "_decision_plugin";

/** What a plugin that lets the call pass as it is comes to. */
export const PROCEED: Settled = Object.freeze({ proceed: true, retryDelayMs: 0 });

export interface ExecutorOptions {
  readonly timeoutSeconds: number;
  readonly tracer: Tracer | undefined;
  readonly log: (record: LogRecord) => void;
  /** How an error of a plugin is logged. */
  readonly describe: (thrown: unknown) => string;
}

/** Runs single plugins: time limit, span, merging of what they wrote, `on_error`. */
export class Executor {
  readonly #deadlines: Deadlines;
  readonly #options: ExecutorOptions;
  readonly #disabled = new Set<string>();

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#deadlines = new Deadlines(options.timeoutSeconds * 1000);
  }

  /** Names of plugins that failed with `on_error: disable`. */
  get disabled(): ReadonlySet<string> {
    return this.#disabled;
  }

  resetDisabled(): void {
    this.#disabled.clear();
  }

  /** Runs a plugin to its end; without a promise where the plugin answers without one. */
  execute(
    ref: HookRef,
    payload: unknown,
    context: PluginContext,
    shared: Shared | undefined,
  ): Settled | Promise<Settled> {
    let answer: unknown;
    try {
      answer = this.start(ref, payload, context, shared?.crossing);
    } catch (thrown) {
      return this.fail(ref, thrown);
    }
    if (!(answer instanceof Promise)) return this.complete(ref, answer, context, shared);
    return answer.then(
      (value) => this.complete(ref, value, context, shared),
      (thrown: unknown) => this.fail(ref, thrown),
    );
  }

  /** Calls the plugin. A promise that it returns settles within the time limit. */
  start(ref: HookRef, payload: unknown, context: PluginContext, crossing?: Crossing): unknown {
    const { identity, config, instance } = ref.plugin;
    const span = this.#options.tracer?.startPlugin(identity, config.priority);
    let answer: unknown;
    try {
      answer =
        crossing === undefined ? instance.invoke(ref.hook, payload, context) : crossing.invoke(ref, payload, context);
      if (!isThenable(answer)) {
        span?.end("ok", answerAttributes(answer));
        return answer;
      }
    } catch (thrown) {
      span?.end("error");
      throw thrown;
    }
    const inTime = this.#deadlines.race(Promise.resolve(answer));
    if (span === undefined) return inTime;
    return inTime.then(
      (value) => {
        span.end("ok", answerAttributes(value));
        return value;
      },
      (thrown: unknown) => {
        span.end("error");
        throw thrown;
      },
    );
  }

  /** Takes an answer: what the plugin wrote is merged even when the answer turns out to be none. */
  complete(ref: HookRef, answer: unknown, context: PluginContext, shared: Shared | undefined): Settled {
    const { mode } = ref.plugin.config;
    const blocks = mode === "sequential" || mode === "concurrent";
    if (shared !== undefined && (blocks || mode === "transform")) mergeShared(shared.context, context.global_context);
    if (answer === ALLOW) return PROCEED;
    let result: PluginResult;
    try {
      result = checkAnswer(answer);
    } catch (thrown) {
      return this.fail(ref, thrown);
    }
    if (shared !== undefined) mergeMetadata(shared.metadata, result.metadata);
    const violation = signed(result.violation, ref.plugin.config.name);
    if (result.continue_processing || mode === "fire_and_forget") return settledFrom(result, violation);
    if (blocks) return { proceed: false, violation, retryDelayMs: 0, denialMetadata: result.denial_metadata };
    return mode === "transform" ? { ...PROCEED, payload: result.modified_payload } : PROCEED;
  }

  /**
   * Takes a failure.
   *
   * @throws {PluginError} when the plugin's `on_error` is `fail`.
   * @throws {PluginViolationError} when that is what the plugin threw.
   */
  fail(ref: HookRef, thrown: unknown): Settled {
    if (thrown instanceof PluginViolationError) throw thrown;
    const { name, on_error } = ref.plugin.config;
    const timeout = thrown instanceof DeadlineError ? this.#timeoutMessage(name) : undefined;
    if (on_error === "fail") {
      if (thrown instanceof PluginError) throw thrown;
      if (timeout !== undefined) throw new PluginError({ message: timeout, plugin_name: name }, { cause: thrown });
      throw new PluginError(errorModelOf(thrown, name), { cause: thrown });
    }
    this.#note(ref, timeout ?? this.#options.describe(thrown));
    return timeout === undefined ? PROCEED : { ...PROCEED, timeout };
  }

  /** Takes a failure of a fire-and-forget plugin: it reaches nobody but who waits for the background tasks. */
  failInBackground(ref: HookRef, thrown: unknown): PluginErrorModel {
    this.#note(ref, this.#options.describe(thrown));
    return new PluginError({ message: describeThrown(thrown), plugin_name: ref.plugin.config.name }).error;
  }

  #note(ref: HookRef, message: string): void {
    const { name, on_error } = ref.plugin.config;
    const disable = on_error === "disable";
    if (disable) this.#disabled.add(name);
    const consequence = disable ? "it is disabled until it is reset" : "the call goes on";
    this.#options.log({
      level: "warning",
      message: `plugin '${name}' failed on ${ref.hook}: ${message}; ${consequence}`,
    });
  }

  #timeoutMessage(name: string): string {
    return `Plugin ${name} exceeded ${this.#options.timeoutSeconds}s timeout`;
  }
}

function settledFrom(result: PluginResult, violation: PluginViolation | undefined): Settled {
  return {
    proceed: result.continue_processing,
    payload: result.modified_payload ?? undefined,
    extensions: result.modified_extensions ?? undefined,
    violation,
    retryDelayMs: result.retry_delay_ms ?? 0,
    denialMetadata: result.denial_metadata,
    metadata: result.metadata,
    httpHeaders: result.http_headers,
  };
}

function signed(violation: PluginViolation | null | undefined, name: string): PluginViolation | undefined {
  return violation === undefined || violation === null ? undefined : { ...violation, plugin_name: name };
}

function mergeMetadata(target: Record<string, unknown>, metadata: PluginResult["metadata"] | null | undefined): void {
  if (metadata === undefined || metadata === null) return;
  if (!Object.hasOwn(metadata, DECISION_PLUGIN)) {
    assignAll(target, metadata);
    return;
  }
  const { [DECISION_PLUGIN]: _, ...allowed } = metadata;
  assignAll(target, allowed);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
