import type { PluginContext } from "../../plugin/context.ts";
import type { Executor, Settled, Shared } from "./executor.ts";
import { Pool } from "./pool.ts";
import type { HookRef } from "./registry.ts";

/** A concurrent plugin that is done: what came of it, or what stops the call. */
export type Arrival = { readonly ref: HookRef } & ({ readonly settled: Settled } | { readonly thrown: unknown });

/** One plugin that is to run, with what it gets. */
export interface Entrant {
  readonly ref: HookRef;
  readonly context: PluginContext;
}

interface Answer {
  readonly index: number;
  readonly run: () => Settled;
}

const TURNS = 8;

/** Runs plugins side by side and hands them out in the order they finish; of those that finish at once, by priority. */
export class ConcurrentPhase {
  readonly #executor: Executor;
  readonly #entrants: readonly Entrant[];
  readonly #payload: unknown;
  readonly #shared: Shared;
  readonly #pool: Pool;
  readonly #arrived: Arrival[] = [];
  /** Answers of the first moment, until all plugins have started. */
  #first: Answer[] | undefined = [];
  #outstanding: number;
  #cancelled = false;
  #wake: (() => void) | undefined;

  constructor(executor: Executor, entrants: readonly Entrant[], payload: unknown, shared: Shared, poolSize: number) {
    this.#executor = executor;
    this.#entrants = entrants;
    this.#payload = payload;
    this.#shared = shared;
    this.#pool = new Pool(poolSize);
    this.#outstanding = entrants.length;
  }

  /** Starts all plugins. The promise, if there is one, has to be awaited before {@link next}. */
  start(): Promise<void> | undefined {
    for (const index of this.#entrants.keys()) this.#pool.run(() => this.#run(index));
    if (this.#first?.length === this.#entrants.length) {
      this.#takeFirst();
      return undefined;
    }
    return this.#takeFirstOnceSettled();
  }

  /** Lets those arrive that answer at once, though by a promise: that takes some turns of the microtask queue. */
  async #takeFirstOnceSettled(): Promise<void> {
    for (let turn = 0; turn < TURNS && this.#first?.length !== this.#entrants.length; turn++) await undefined;
    this.#takeFirst();
  }

  /** The next plugin that is done; a promise when none is yet; nothing when all were handed out. */
  next(): Arrival | Promise<void> | undefined {
    const arrival = this.#arrived.shift();
    if (arrival !== undefined) return arrival;
    if (this.#outstanding === 0) return undefined;
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** The call is decided: what still runs is not waited for, and changes nothing any more. */
  cancel(): void {
    this.#cancelled = true;
    this.#pool.clear();
  }

  #run(index: number): void {
    const entrant = this.#entrants[index];
    if (entrant === undefined) return;
    const { ref, context } = entrant;
    const complete = (answer: unknown): void =>
      this.#answer({ index, run: () => this.#executor.complete(ref, answer, context, this.#shared) });
    const fail = (thrown: unknown): void => this.#answer({ index, run: () => this.#executor.fail(ref, thrown) });
    let answer: unknown;
    try {
      answer = this.#executor.start(ref, this.#payload, context, this.#shared.crossing);
    } catch (thrown) {
      fail(thrown);
      return;
    }
    if (answer instanceof Promise) void answer.then(complete, fail);
    else complete(answer);
  }

  #answer(answer: Answer): void {
    if (this.#first === undefined) this.#settle(answer);
    else this.#first.push(answer);
    this.#pool.release();
  }

  #takeFirst(): void {
    const answers = (this.#first ?? []).sort((left, right) => left.index - right.index);
    this.#first = undefined;
    for (const answer of answers) this.#settle(answer);
  }

  #settle({ index, run }: Answer): void {
    const ref = this.#entrants[index]?.ref;
    if (this.#cancelled || ref === undefined) return;
    this.#outstanding--;
    try {
      this.#arrived.push({ ref, settled: run() });
    } catch (thrown) {
      this.#arrived.push({ ref, thrown });
    }
    this.#wake?.();
  }
}
