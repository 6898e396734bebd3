import { createHash } from "node:crypto";
import type { Invocation } from "../tools/invoke-arguments.ts";

const KEPT_MS = 5000;
const MAX_KEPT = 100;

interface Kept {
  readonly reply: string | Promise<string>;
  readonly until: number;
}

/**
 * Calls whose reply did not reach the client. CPEX's client connects anew then and makes the call a second time: such a
 * retry gets the reply of the first run, so that the plugin does not run twice. A call that was answered is not
 * remembered: the same call once more is then a new one, and must count for a plugin that counts.
 */
export class Retries {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The reply, or what will be it, of a run that nobody had the reply of; it is handed out once. */
  take(invocation: Invocation): Kept["reply"] | undefined {
    if (this.#kept.size === 0) return undefined;
    this.#sweep();
    const key = keyOf(invocation);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept?.reply;
  }

  keep(invocation: Invocation, reply: Kept["reply"]): void {
    this.#sweep();
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size >= MAX_KEPT) this.#kept.delete(oldest);
    this.#kept.set(keyOf(invocation), { reply, until: this.#now() + KEPT_MS });
  }

  #sweep(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#kept) if (until <= now) this.#kept.delete(key);
  }
}

/** The context is no part of it: the plugin may have written into that. */
function keyOf({ plugin, hook, payload, context }: Invocation): string {
  const { request_id } = context.global_context;
  return createHash("sha256")
    .update(JSON.stringify([request_id, plugin, hook, payload]))
    .digest("base64");
}
