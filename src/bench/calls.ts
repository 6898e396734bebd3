import { messageOf } from "../errors.ts";
import { createContext, type PluginContext } from "../plugin/context.ts";
import type { PluginInstance } from "../plugin/instance.ts";
import type { PluginResult } from "../plugin/result.ts";
import type { Clock } from "./clock.ts";
import type { Scenario } from "./scenario.ts";

/** A call failed while it was being timed, though it had not when the implementations were compared. */
export class TimedCallError extends Error {
  override readonly name = "TimedCallError";
}

/** The calls of one instance in one scenario: goes round the payloads, and times batches of calls. */
export class TimedCalls {
  readonly payloads: number;
  readonly #instance: PluginInstance;
  readonly #scenario: Scenario;
  readonly #clock: Clock;
  readonly #context: PluginContext = createContext("bench");
  readonly #asynchronous: boolean;
  #next = 0;
  /** Held, so that no compiler may find a call useless. */
  lastResult: unknown;

  private constructor(instance: PluginInstance, scenario: Scenario, clock: Clock, asynchronous: boolean) {
    this.payloads = scenario.payloads.length;
    this.#instance = instance;
    this.#scenario = scenario;
    this.#clock = clock;
    this.#asynchronous = asynchronous;
  }

  /**
   * Calls once, to see whether the hook answers with a promise: awaiting one that isn't there would be timed too.
   *
   * @throws {TimedCallError} when the call throws.
   */
  static async open(instance: PluginInstance, scenario: Scenario, clock: Clock): Promise<TimedCalls> {
    return attempt(async () => {
      const first = instance.invoke(scenario.hook, scenario.payloads[0], createContext("bench"));
      const asynchronous = first instanceof Promise;
      await first;
      return new TimedCalls(instance, scenario, clock, asynchronous);
    });
  }

  /**
   * The time of a number of calls, in nanoseconds.
   *
   * @throws {TimedCallError} when a call throws.
   */
  async run(calls: number): Promise<number> {
    return attempt(async () => (this.#asynchronous ? this.#awaitEach(calls) : this.#callEach(calls)));
  }

  #callEach(calls: number): number {
    const { hook, payloads } = this.#scenario;
    const instance = this.#instance;
    const context = this.#context;
    let next = this.#next;
    let result: PluginResult | Promise<PluginResult> | undefined;
    const start = this.#clock.now();
    for (let call = 0; call < calls; call++) {
      result = instance.invoke(hook, payloads[next], context);
      next = next + 1 === payloads.length ? 0 : next + 1;
    }
    const elapsed = this.#clock.now() - start;
    this.#next = next;
    this.lastResult = result;
    return elapsed;
  }

  async #awaitEach(calls: number): Promise<number> {
    const { hook, payloads } = this.#scenario;
    const start = this.#clock.now();
    for (let call = 0; call < calls; call++) {
      this.lastResult = await this.#instance.invoke(hook, payloads[this.#next], this.#context);
      this.#next = (this.#next + 1) % payloads.length;
    }
    return this.#clock.now() - start;
  }
}

async function attempt<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new TimedCallError(messageOf(cause), { cause });
  }
}
