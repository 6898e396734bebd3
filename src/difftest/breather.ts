import { setImmediate } from "node:timers/promises";

const MOST_MS = 20;

/** Gives the event loop its turn now and then, so that Ctrl-C and a spinner work during a long computation. */
export class Breather {
  #last = performance.now();

  /** Returns whether it did. */
  async breathe(): Promise<boolean> {
    if (performance.now() - this.#last < MOST_MS) return false;
    await setImmediate();
    this.#last = performance.now();
    return true;
  }
}
