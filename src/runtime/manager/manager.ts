import { messageOf } from "../../errors.ts";
import type { Extensions, GlobalContext, PluginContext } from "../../plugin/context.ts";
import type { HookName, HookPayloads } from "../../plugin/hooks.ts";
import type { LogRecord, PluginInstance } from "../../plugin/instance.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";
import type { PluginConfig } from "../config/plugin-config.ts";
import type { PluginContextTable } from "./contexts.ts";
import { PLUGIN_TIMEOUT_SECONDS } from "./deadlines.ts";
import { denialMessage, describeThrown, HookDeniedError, placeOfThrown, PluginTimeoutError } from "./errors.ts";
import { Executor, type Settled } from "./executor.ts";
import { freezePayload } from "./freeze-payload.ts";
import { HookCall, type Runner } from "./hook-call.ts";
import { type HookInvocation, NO_PLUGINS } from "./hook-result.ts";
import { type ObservabilityProvider, Tracer } from "./observability.ts";
import { HOOK_SHAPES } from "./payload-shape.ts";
import { checkPayloadSize } from "./payload-size.ts";
import { type ChangeRule, compileRule, type DefaultHookPolicy, type HookPolicy } from "./policy.ts";
import { Registry } from "./registry.ts";

export interface ManagerOptions {
  readonly plugins: readonly PluginConfig[];
  /** Makes the instance of a plugin; it rejects when there is none to be had. */
  readonly load: (config: PluginConfig) => Promise<ManagedPlugin>;
  /** How long a plugin may take for one hook, in seconds; default 30. */
  readonly timeoutSeconds?: number;
  readonly hookPolicies?: Readonly<Partial<Record<HookName, HookPolicy>>>;
  /** What holds for hooks without a policy; default `allow`. */
  readonly defaultHookPolicy?: DefaultHookPolicy;
  /** How many concurrent, and how many fire-and-forget, plugins of one call run at a time; default 10, 0 is no limit. */
  readonly executionPool?: number;
  /** Whether a plugin that can't be loaded is an error, or is left out with a warning; default true. */
  readonly failOnPluginError?: boolean;
  readonly observability?: ObservabilityProvider;
  readonly log?: (record: LogRecord) => void;
  /**
   * Whether errors of plugins are logged with their messages, which may quote a payload, or only with their type and the
   * place where they were thrown; default true.
   */
  readonly logErrorMessages?: boolean;
}

/** A plugin to be run, and the config to run it under: the entry that it was loaded for, or what its server made of it. */
export interface ManagedPlugin {
  readonly instance: PluginInstance;
  readonly config: PluginConfig;
}

export interface InvokeOptions {
  /** The contexts that an earlier hook of the same request returned. */
  readonly contexts?: PluginContextTable | undefined;
  /** Reject with a {@link HookDeniedError} where a plugin blocks. */
  readonly violationsAsExceptions?: boolean;
  readonly extensions?: Extensions;
}

/** Runs the plugins of one config. Managers share nothing, so a host may have one for each tenant. */
export class PluginManager {
  readonly #registry = new Registry();
  readonly #rules = new Map<HookName, ChangeRule>();
  readonly #runner: Runner;
  readonly #executor: Executor;
  readonly #describe: (thrown: unknown) => string;

  private constructor(options: ManagerOptions) {
    const {
      timeoutSeconds = PLUGIN_TIMEOUT_SECONDS,
      defaultHookPolicy = "allow",
      observability,
      executionPool = 10,
    } = options;
    const log = quiet(options.log);
    const tracer = observability === undefined ? undefined : new Tracer(observability, timeoutSeconds);
    this.#describe = options.logErrorMessages === false ? placeOfThrown : describeThrown;
    this.#executor = new Executor({ timeoutSeconds, tracer, log, describe: this.#describe });
    this.#runner = { executor: this.#executor, tracer, poolSize: executionPool, log };
    for (const [hook, shape] of Object.entries(HOOK_SHAPES)) {
      const name = hook as HookName;
      this.#rules.set(name, compileRule(shape, options.hookPolicies?.[name], defaultHookPolicy));
    }
  }

  /**
   * Loads the plugins, in order; those with `mode: disabled` are not touched.
   *
   * @throws {Error} for the first plugin that can't be loaded, after shutting down those that were.
   */
  static async create(options: ManagerOptions): Promise<PluginManager> {
    const manager = new PluginManager(options);
    for (const config of options.plugins) {
      if (config.mode === "disabled") continue;
      try {
        await manager.#load(config, options.load);
      } catch (cause) {
        const problem = `${config.name} - ${messageOf(cause)}`;
        if (options.failOnPluginError === false) {
          manager.#runner.log({ level: "warning", message: `plugin left out: ${problem}` });
          continue;
        }
        await manager.shutdown();
        throw new Error(`Plugin initialization failed: ${problem}`, { cause });
      }
    }
    return manager;
  }

  async #load(entry: PluginConfig, load: ManagerOptions["load"]): Promise<void> {
    if (this.#registry.has(entry.name)) throw new Error(`Plugin ${entry.name} already registered`);
    const { instance, config } = await load(entry);
    try {
      this.#registry.register(config, instance);
    } catch (error) {
      await instance.shutdown?.();
      throw error;
    }
  }

  get pluginCount(): number {
    return this.#registry.size;
  }

  getPlugin(name: string): PluginInstance | undefined {
    return this.#registry.get(name)?.instance;
  }

  hasHooksFor(hook: HookName): boolean {
    return this.#registry.chain(hook) !== undefined;
  }

  /** Names of plugins that are out because they failed with `on_error: disable`. */
  get runtimeDisabled(): ReadonlySet<string> {
    return this.#executor.disabled;
  }

  /** Lets plugins that were disabled by an error run again. */
  resetRuntimeDisabled(): void {
    this.#executor.resetDisabled();
  }

  /**
   * Runs the plugins of a hook. Payload and extensions are frozen, to their last level, when a plugin is to see them;
   * `context.state` and `context.metadata` take what plugins share.
   *
   * @throws {PluginError} by rejection, when a plugin with `on_error: fail` fails or is too slow, in any awaited mode.
   * @throws {HookDeniedError} by rejection, when a plugin throws a violation, or blocks and that was asked for.
   * @throws {PayloadSizeError} by rejection.
   */
  invokeHook<Hook extends HookName>(
    hook: Hook,
    payload: HookPayloads[Hook],
    context: GlobalContext,
    options: InvokeOptions = {},
  ): Promise<HookInvocation> {
    const chain = this.#registry.chain(hook);
    const rule = this.#rules.get(hook);
    if (chain === undefined || rule === undefined) return Promise.resolve(NO_PLUGINS);
    const { contexts, extensions, violationsAsExceptions = false } = options;
    try {
      checkPayloadSize(hook, payload);
      freezePayload(payload);
      if (extensions !== undefined) freezePayload(extensions);
      const request = { hook, payload, context, contexts, violationsAsExceptions, extensions };
      return Promise.resolve(new HookCall(this.#runner, chain, rule, request).run());
    } catch (thrown) {
      return Promise.reject(thrown as Error);
    }
  }

  /**
   * Runs one plugin's hook on its own: no conditions, no policy, no size limit, nothing merged into the request's
   * context. Its mode and `on_error` hold.
   *
   * @throws {PluginError | PluginTimeoutError | HookDeniedError} by rejection.
   */
  async invokeHookForPlugin<Hook extends HookName>(
    name: string,
    hook: Hook,
    payload: HookPayloads[Hook],
    context: PluginContext | GlobalContext,
    options: Pick<InvokeOptions, "violationsAsExceptions"> = {},
  ): Promise<PluginResult> {
    const ref = this.#registry.find(name, hook);
    if (ref === undefined) {
      const message = `Unable to find ${hook} for plugin ${name}.  Make sure the plugin is registered.`;
      throw new PluginError({ message, plugin_name: name });
    }
    freezePayload(payload);
    const own = "global_context" in context ? context : { global_context: context, state: {}, metadata: {} };
    const settled = await this.#executor.execute(ref, payload, own, undefined);
    if (settled.timeout !== undefined) throw new PluginTimeoutError(settled.timeout);
    if (settled.proceed || ref.plugin.config.mode === "fire_and_forget" || options.violationsAsExceptions !== true) {
      return toPluginResult(settled);
    }
    throw new HookDeniedError(denialMessage(hook, settled.violation), settled.violation, [], undefined);
  }

  /** Shuts the plugins down, last first. One that fails does not keep the others from it. */
  async shutdown(): Promise<void> {
    for (const { instance, config } of [...this.#registry.all()].reverse()) {
      try {
        await instance.shutdown?.();
      } catch (error) {
        this.#runner.log({
          level: "warning",
          message: `plugin '${config.name}' did not shut down: ${this.#describe(error)}`,
        });
      }
    }
    this.#registry.clear();
  }
}

/** A log that fails must not fail a call. */
function quiet(log: ManagerOptions["log"]): (record: LogRecord) => void {
  return (record) => {
    try {
      log?.(record);
    } catch {
      // There is nowhere to say so.
    }
  };
}

function toPluginResult(settled: Settled): PluginResult {
  const { proceed, payload, extensions, violation, retryDelayMs, denialMetadata, metadata, httpHeaders } = settled;
  return {
    continue_processing: proceed,
    ...(payload === undefined ? {} : { modified_payload: payload }),
    ...(extensions === undefined ? {} : { modified_extensions: extensions }),
    ...(violation === undefined ? {} : { violation }),
    ...(denialMetadata === undefined ? {} : { denial_metadata: denialMetadata }),
    ...(httpHeaders === undefined ? {} : { http_headers: httpHeaders }),
    ...(retryDelayMs === 0 ? {} : { retry_delay_ms: retryDelayMs }),
    metadata: metadata ?? {},
  };
}
