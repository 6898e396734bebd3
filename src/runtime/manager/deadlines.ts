/** How long a plugin may take for one hook where nothing else is said. */
export const PLUGIN_TIMEOUT_SECONDS = 30;

/** A promise did not settle in time. */
export class DeadlineError extends Error {
  override readonly name = "TimeoutError";

  constructor() {
    super("");
  }
}

/** A longer timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Pending {
  readonly due: number;
  readonly expire: () => void;
  settled: boolean;
}

/**
 * Gives many promises the same time to settle, with one timer for all. As all wait equally long, the one that waits
 * longest is always the first in the queue, and the timer is set for it alone.
 */
export class Deadlines {
  readonly #milliseconds: number;
  #queue: Pending[] = [];
  #head = 0;
  #unsettled = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** What the promise settles to, or a {@link DeadlineError}. A promise that settles later is ignored. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        due: performance.now() + this.#milliseconds,
        settled: false,
        expire: () => {
          reject(new DeadlineError());
        },
      };
      this.#add(pending);
      promise.then(
        (value) => {
          this.#settle(pending);
          resolve(value);
        },
        (reason: unknown) => {
          this.#settle(pending);
          reject(reason as Error);
        },
      );
    });
  }

  #add(pending: Pending): void {
    this.#queue.push(pending);
    this.#unsettled++;
    if (this.#timer === undefined) this.#arm(pending.due);
    else if (this.#unsettled === 1) this.#timer.ref();
  }

  /** An idle timer does not keep the process alive. */
  #settle(pending: Pending): void {
    if (pending.settled) return;
    pending.settled = true;
    this.#unsettled--;
    if (this.#unsettled > 0) {
      this.#dropSettled();
      return;
    }
    this.#queue = [];
    this.#head = 0;
    this.#timer?.unref();
  }

  #arm(due: number): void {
    const wait = Math.ceil(due - performance.now());
    this.#timer = setTimeout(() => this.#expireDue(), Math.min(Math.max(0, wait), LONGEST_TIMER_MS));
  }

  #expireDue(): void {
    this.#timer = undefined;
    const now = performance.now();
    this.#dropSettled();
    let first = this.#queue[this.#head];
    while (first !== undefined && first.due <= now) {
      this.#settle(first);
      first.expire();
      this.#dropSettled();
      first = this.#queue[this.#head];
    }
    if (first !== undefined) this.#arm(first.due);
  }

  /** Moves the head to the first that is still waited for, and lets go of what lies behind it. */
  #dropSettled(): void {
    while (this.#queue[this.#head]?.settled === true) this.#head++;
    if (this.#head > 1024) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
  }
}
