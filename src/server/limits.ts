/** What one client may ask of the server. */
export interface Limits {
  /** Size of a message; over HTTP that of a body. */
  readonly maxMessageBytes: number;
  /** Size of all messages that are read or answered at a time over HTTP. */
  readonly maxBufferedBytes: number;
  /** How deep lists and objects of a message may be nested. */
  readonly maxDepth: number;
  /** How many calls may run at a time. */
  readonly maxConcurrentCalls: number;
  /** How long a client may take to send its request over HTTP. */
  readonly requestTimeoutMs: number;
  /** How long running calls are waited for when the server stops. */
  readonly shutdownMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  maxMessageBytes: 16 * 1024 * 1024,
  maxBufferedBytes: 128 * 1024 * 1024,
  maxDepth: 1000,
  maxConcurrentCalls: 256,
  requestTimeoutMs: 30_000,
  shutdownMs: 30_000,
};
