import type { Clock } from "./clock.ts";

const PAUSE_EVERY_NS = 50e6;

/** Keeps a long measurement interruptible: lets the process breathe now and then, between samples. */
export interface Pacer {
  /** @throws the signal's reason once it is aborted. */
  breathe(): Promise<void>;
}

/** @param onPause called before each pause, about twenty times a second. */
export function createPacer(clock: Clock, signal: AbortSignal | undefined, onPause: () => void): Pacer {
  let last = clock.now();
  return {
    breathe: async () => {
      if (clock.now() - last < PAUSE_EVERY_NS) return;
      onPause();
      await clock.pause();
      signal?.throwIfAborted();
      last = clock.now();
    },
  };
}
