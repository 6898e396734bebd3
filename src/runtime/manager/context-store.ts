import type { PluginContextTable } from "./contexts.ts";

const MAX_AGE_MS = 3_600_000;
const SWEEP_INTERVAL_MS = 300_000;

interface Entry {
  contexts: PluginContextTable;
  touched: number;
}

/**
 * Keeps plugins' contexts between the pre and the post hook of a request, for hosts that see the two apart. Entries that
 * were not written for an hour are forgotten; that is looked at when the store is used, every five minutes at most.
 */
export class ContextStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #swept: number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#swept = now();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The contexts kept for a request. */
  get(requestId: string): PluginContextTable | undefined {
    this.#sweep();
    return this.#entries.get(requestId)?.contexts;
  }

  /** Adds the contexts of a call to those of its request. Tables handed out before don't change. */
  keep(requestId: string, contexts: PluginContextTable | undefined): void {
    this.#sweep();
    if (contexts === undefined) return;
    const earlier = this.#entries.get(requestId)?.contexts;
    const merged = earlier === undefined ? contexts : new Map([...earlier, ...contexts]);
    this.#entries.set(requestId, { contexts: merged, touched: this.#now() });
  }

  /** Forgets a request that is done. */
  drop(requestId: string): void {
    this.#entries.delete(requestId);
  }

  #sweep(): void {
    const now = this.#now();
    if (now - this.#swept < SWEEP_INTERVAL_MS) return;
    this.#swept = now;
    for (const [requestId, { touched }] of this.#entries) {
      if (now - touched > MAX_AGE_MS) this.#entries.delete(requestId);
    }
  }
}
