/** Lets a number of tasks of one call run at a time; the others wait in the order they came. */
export class Pool {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param size 0 is without a limit. */
  constructor(size: number) {
    this.#free = size === 0 ? Number.POSITIVE_INFINITY : size;
  }

  /** Runs the task now, or as soon as another one calls {@link release}. */
  run(task: () => void): void {
    if (this.#free > 0) {
      this.#free--;
      task();
    } else this.#waiting.push(task);
  }

  /** A task is done; the next one starts. */
  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  /** Tasks that have not started never will. */
  clear(): void {
    this.#waiting.length = 0;
  }
}
