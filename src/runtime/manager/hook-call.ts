import type { Extensions } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import type { LogRecord } from "../../plugin/instance.ts";
import { type PluginErrorModel, PluginViolationError } from "../../plugin/plugin-error.ts";
import type { PluginViolation } from "../../plugin/result.ts";
import { runInBackground } from "./background.ts";
import { type Arrival, ConcurrentPhase } from "./concurrent-phase.ts";
import { CallContexts, type ContextSources } from "./contexts.ts";
import { Crossing } from "./crossing.ts";
import { denialOutcome } from "./denial-outcome.ts";
import { denialMessage, HookDeniedError } from "./errors.ts";
import {
  denialFacts,
  type ExecutionRecord,
  type Facts,
  makeRecord,
  timeoutFacts,
  UNNAMED_DENIAL,
} from "./execution-record.ts";
import { DECISION_PLUGIN, type Executor, PROCEED, type Settled, type Shared } from "./executor.ts";
import { freezePayload } from "./freeze-payload.ts";
import { CallOutcome, errorsOf, type HookInvocation, startHookResult } from "./hook-result.ts";
import type { Span, Tracer } from "./observability.ts";
import { type ChangeRule, judgeChange } from "./policy.ts";
import { type Chain, type HookRef, type RunningChain, selectRunning } from "./registry.ts";

/** What the caller hands in; the payload and the extensions are frozen already. */
export interface Request extends ContextSources {
  readonly hook: HookName;
  readonly payload: unknown;
  readonly violationsAsExceptions: boolean;
}

/** What stays the same from call to call. */
export interface Runner {
  readonly executor: Executor;
  readonly tracer: Tracer | undefined;
  readonly poolSize: number;
  readonly log: (record: LogRecord) => void;
}

type Outcome = HookInvocation | Promise<HookInvocation>;

/** One call of a hook: takes the payload through the phases, and gathers what comes of it. */
export class HookCall {
  readonly #runner: Runner;
  readonly #chain: RunningChain;
  readonly #rule: ChangeRule;
  readonly #request: Request;
  readonly #shared: Shared;
  readonly #contexts: CallContexts;
  readonly #executions: ExecutionRecord[] = [];
  readonly #span: Span | undefined;
  readonly #skipped: number;
  #payload: unknown;
  /** Whether the payload is of the hook's result type, as some plugin returned one. */
  #isResult = false;
  #extensions: Extensions | undefined;
  #decisionPlugin: string | undefined;
  #retryDelayMs = 0;
  #executed = 0;

  constructor(runner: Runner, chain: Chain, rule: ChangeRule, request: Request) {
    this.#runner = runner;
    this.#rule = rule;
    this.#request = request;
    this.#contexts = new CallContexts(request);
    this.#shared = { context: request.context, metadata: {}, crossing: new Crossing() };
    this.#span = runner.tracer?.startHook(request.hook, chain.length);
    this.#chain = selectRunning(chain, runner.executor.disabled, request.payload, request.context);
    const { serial, concurrent, background } = this.#chain;
    this.#skipped = chain.length - serial.length - concurrent.length - background.length;
  }

  /** @throws {PluginError | PluginViolationError} also by rejection. */
  run(): Outcome {
    if (this.#span === undefined) return this.#serialFrom(0);
    const abort = (thrown: unknown): never => {
      this.#endSpan("error", undefined);
      throw thrown;
    };
    try {
      const outcome = this.#serialFrom(0);
      return outcome instanceof Promise ? outcome.catch(abort) : outcome;
    } catch (thrown) {
      return abort(thrown);
    }
  }

  /** Sequential, transform and audit plugins: each sees what those before it made of the payload. */
  #serialFrom(start: number): Outcome {
    const { serial } = this.#chain;
    for (let at = start; at < serial.length; at++) {
      const ref = serial[at] as HookRef;
      const input = this.#payload ?? this.#request.payload;
      // Its share of the crossing is in the time of the plugin that asked; a trace wants a span of it all the same.
      if (this.#runner.tracer === undefined && this.#shared.crossing.isQuiet(ref, input)) {
        this.#contexts.prepare(ref.plugin, true);
        this.#take(ref, input, PROCEED, NO_TIME);
        continue;
      }
      const begun = performance.now();
      const explain = (thrown: unknown): unknown => this.#explain(ref, thrown, since(begun));
      let settled: Settled | Promise<Settled>;
      try {
        settled = this.#runner.executor.execute(ref, input, this.#contexts.prepare(ref.plugin, true), this.#shared);
      } catch (thrown) {
        throw explain(thrown);
      }
      if (settled instanceof Promise) {
        return settled.then(
          (late) => this.#take(ref, input, late, since(begun)) ?? this.#serialFrom(at + 1),
          (thrown: unknown) => {
            throw explain(thrown);
          },
        );
      }
      const halt = this.#take(ref, input, settled, since(begun));
      if (halt !== undefined) return halt;
    }
    return this.#concurrently();
  }

  /** Takes over what a serial plugin changed, and records it; a result when it stops the call. */
  #take(ref: HookRef, input: unknown, settled: Settled, duration_ns: number): HookInvocation | undefined {
    const { mode } = ref.plugin.config;
    this.#executed++;
    this.#retryDelayMs = Math.max(this.#retryDelayMs, settled.retryDelayMs);
    if (!settled.proceed) return this.#deny(ref, settled, duration_ns);
    if (settled.timeout !== undefined) {
      const applied = mode === "sequential";
      this.#record(ref, { ...timeoutFacts(settled.timeout), applied, duration_ns });
      return undefined;
    }
    const payload_modified =
      settled.payload !== undefined && mode !== "audit" && this.#change(ref, input, settled.payload);
    const extensions_modified = settled.extensions !== undefined && settled.extensions !== this.#extensions;
    // An audit plugin's extensions are recorded as taken, as in CPEX, and are not.
    if (mode !== "audit") this.#extensions = settled.extensions ?? this.#extensions;
    const changed = payload_modified || extensions_modified;
    this.#record(ref, {
      status: "completed",
      requested_allow: true,
      effective_allow: true,
      matched: changed,
      applied: changed,
      payload_modified,
      extensions_modified,
      duration_ns,
    });
    return undefined;
  }

  /** Applies the hook's policy to a returned payload; true when the payload of the call is another one now. */
  #change(ref: HookRef, input: unknown, returned: unknown): boolean {
    const { name } = ref.plugin.config;
    const { hook } = ref;
    const verdict = judgeChange(this.#rule, input, returned, this.#isResult);
    if (verdict.rejected.length > 0) {
      const fields = verdict.rejected.join(", ");
      this.#runner.log({ level: "warning", message: `plugin '${name}' may not change ${fields} on ${hook}` });
    }
    if (!verdict.accepted) return false;
    // CPEX compares by identity, and hands out headers and policed payloads as copies.
    const isCopied = this.#rule.writable !== undefined || (this.#isResult && this.#rule.shape.result === "headers");
    const modified = isCopied || verdict.payload !== this.#payload;
    freezePayload(verdict.payload);
    this.#payload = verdict.payload;
    // A payload that is handed back as it came is still what it was.
    if (verdict.payload !== input) this.#isResult = this.#rule.shape.result !== "same";
    this.#decisionPlugin = name;
    return modified;
  }

  #concurrently(): Outcome {
    const { concurrent } = this.#chain;
    if (concurrent.length === 0) return this.#finish(true, undefined);
    const { executor, poolSize } = this.#runner;
    const entrants = concurrent.map((ref) => ({ ref, context: this.#contexts.prepare(ref.plugin, true) }));
    const payload = this.#payload ?? this.#request.payload;
    const phase = new ConcurrentPhase(executor, entrants, payload, this.#shared, poolSize);
    const started = phase.start();
    return started === undefined ? this.#collect(phase) : started.then(() => this.#collect(phase));
  }

  /** Takes concurrent plugins as they finish; the first that blocks ends the call. */
  #collect(phase: ConcurrentPhase): Outcome {
    for (;;) {
      const arrival = phase.next();
      if (arrival === undefined) return this.#finish(true, undefined);
      if (arrival instanceof Promise) return arrival.then(() => this.#collect(phase));
      const halt = this.#takeArrival(phase, arrival);
      if (halt !== undefined) return halt;
    }
  }

  #takeArrival(phase: ConcurrentPhase, arrival: Arrival): HookInvocation | undefined {
    const { ref } = arrival;
    if ("thrown" in arrival) {
      if (arrival.thrown instanceof PluginViolationError) phase.cancel();
      throw this.#explain(ref, arrival.thrown, 0);
    }
    const { settled } = arrival;
    this.#executed++;
    this.#retryDelayMs = Math.max(this.#retryDelayMs, settled.retryDelayMs);
    if (!settled.proceed) {
      phase.cancel();
      return this.#deny(ref, settled, 0);
    }
    if (settled.timeout !== undefined) this.#record(ref, timeoutFacts(settled.timeout));
    else {
      const { violation } = settled;
      this.#record(ref, {
        status: "completed",
        requested_allow: true,
        effective_allow: true,
        matched: false,
        reason: violation?.reason ?? null,
        error_code: violation?.code ?? null,
      });
    }
    return undefined;
  }

  /** Ends the call because a plugin blocks, by a result or as an exception. */
  #deny(ref: HookRef, { violation, denialMetadata }: Settled, duration_ns: number): HookInvocation {
    if (!this.#request.violationsAsExceptions) {
      this.#record(ref, denialFacts(violation?.reason, violation?.code, duration_ns));
      return this.#finish(false, violation, ref.plugin.config.name);
    }
    const message = denialMessage(ref.hook, violation);
    const record = this.#record(
      ref,
      denialFacts(violation?.reason ?? message, violation?.code ?? UNNAMED_DENIAL, duration_ns),
    );
    const outcome = denialOutcome(record, violation, denialMetadata);
    throw new HookDeniedError(message, violation, this.#executions, outcome);
  }

  /** What the caller is to see of something thrown: a violation that a plugin threw gets the records. */
  #explain(ref: HookRef, thrown: unknown, duration_ns: number): unknown {
    if (!(thrown instanceof PluginViolationError)) return thrown;
    const { message, violation } = thrown;
    this.#record(ref, denialFacts(violation?.reason ?? message, violation?.code ?? UNNAMED_DENIAL, duration_ns));
    return new HookDeniedError(message, violation, this.#executions, undefined, { cause: thrown });
  }

  /** Starts the background plugins and makes the result. */
  #finish(proceed: boolean, violation: PluginViolation | undefined, stoppedBy?: string): HookInvocation {
    const tasks = this.#startBackground();
    const { hook } = this.#request;
    const { metadata } = this.#shared;
    if (hook === "http_auth_check_permission" && this.#decisionPlugin !== undefined) {
      metadata[DECISION_PLUGIN] = this.#decisionPlugin;
    }
    this.#endSpan("ok", stoppedBy);
    const result = startHookResult(proceed, metadata, proceed ? this.#retryDelayMs : 0, this.#executions);
    if (this.#payload !== undefined) result.modified_payload = this.#payload;
    if (this.#extensions !== undefined && proceed) result.modified_extensions = this.#extensions;
    if (violation !== undefined) result.violation = violation;
    if (tasks.length > 0) result.waitForBackgroundTasks = () => errorsOf(tasks);
    return new CallOutcome(result, this.#contexts);
  }

  /** They see the payload as the caller gave it, whatever others changed. */
  #startBackground(): readonly Promise<PluginErrorModel | undefined>[] {
    const { background } = this.#chain;
    if (background.length === 0) return NO_TASKS;
    const entrants = background.map((ref) => {
      this.#record(ref, { status: "completed", effective_allow: true });
      // It never finds its state of an earlier hook, as in CPEX.
      return { ref, context: this.#contexts.prepare(ref.plugin, false) };
    });
    const { executor, poolSize } = this.#runner;
    return runInBackground(executor, entrants, this.#request.payload, poolSize);
  }

  #record(ref: HookRef, facts: Facts): ExecutionRecord {
    const record = makeRecord(ref.plugin.identity, ref.hook, facts);
    this.#executions.push(record);
    return record;
  }

  #endSpan(status: "ok" | "error", stoppedBy: string | undefined): void {
    this.#span?.end(status, {
      "plugin.executed_count": this.#executed,
      "plugin.skipped_count": this.#skipped,
      "plugin.chain.stopped": stoppedBy !== undefined,
      "plugin.chain.stopped_by": stoppedBy ?? "",
    });
  }
}

const NO_TASKS: readonly Promise<PluginErrorModel | undefined>[] = Object.freeze([]);

/** Nanoseconds: 0 is for what is not timed. */
const NO_TIME = 1;

/** Nanoseconds since a time of `performance.now()`. */
function since(begun: number): number {
  return Math.max(NO_TIME, Math.round((performance.now() - begun) * 1e6));
}
