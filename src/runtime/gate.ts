interface Waiting {
  readonly weight: number;
  readonly enter: () => void;
}

/** Lets so much in at a time, in the order of arrival. What is heavier than all that there is room for goes in alone. */
export class Gate {
  readonly #capacity: number;
  #inside = 0;
  #waiting: Waiting[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Resolves when there is room. Who has entered must {@link leave}, with the same weight. */
  async enter(weight = 1): Promise<void> {
    if (this.#waiting.length === 0 && this.#fits(weight)) this.#inside += weight;
    else await new Promise<void>((enter) => this.#waiting.push({ weight, enter }));
  }

  leave(weight = 1): void {
    this.#inside -= weight;
    for (;;) {
      const [next] = this.#waiting;
      if (next === undefined || !this.#fits(next.weight)) return;
      this.#waiting.shift();
      this.#inside += next.weight;
      next.enter();
    }
  }

  #fits(weight: number): boolean {
    return this.#inside === 0 || this.#inside + weight <= this.#capacity;
  }
}
