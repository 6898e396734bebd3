import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes messages as lines, those of one turn of the event loop at once. */
export class LineWriter {
  readonly #output: Writable;
  readonly #closed = new AbortController();
  #pending = "";
  #full = false;

  constructor(output: Writable) {
    this.#output = output;
    const close = (): void => this.#closed.abort();
    output.once("close", close);
    // A reader that is gone is no error of ours; writing to it goes on without effect.
    output.on("error", close);
  }

  /** Aborted when nobody reads any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  send(message: string): void {
    if (this.#pending === "") queueMicrotask(() => this.flush());
    this.#pending += `${message}\n`;
  }

  flush(): void {
    const text = this.#pending;
    if (text === "") return;
    this.#pending = "";
    if (!this.#closed.signal.aborted && !this.#output.write(text)) this.#full = true;
  }

  /** Waits until the reader has read enough of what was written. */
  async drained(stop: AbortSignal): Promise<void> {
    if (!this.#full) return;
    if (this.#output.writableNeedDrain) await once(this.#output, "drain", { signal: stop });
    this.#full = false;
  }
}
