import { setImmediate } from "node:timers/promises";

/** What measuring needs of the world; tests have one of their own. */
export interface Clock {
  /** Nanoseconds since some moment; never goes back. */
  now(): number;
  /** Lets everything else run that waits: Ctrl-C, a spinner. */
  pause(): Promise<void>;
}

/** The process's monotonic clock. */
export function systemClock(): Clock {
  // Counted from here, the nanoseconds of a hundred days fit a double exactly.
  const origin = process.hrtime.bigint();
  return { now: () => Number(process.hrtime.bigint() - origin), pause: () => setImmediate() };
}
