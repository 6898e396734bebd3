import type { Place } from "./listen.ts";

/** A server that listens. */
export interface Listener {
  readonly place: Place;
  /** Takes no more connections, and resolves when those that there are have had their replies. */
  stop(): Promise<void>;
}

/** How many clients may be connected at a time. */
export const MAX_CONNECTIONS = 1024;
