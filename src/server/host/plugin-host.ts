import type { Invocation } from "../tools/invoke-arguments.ts";
import type { Runner } from "./runner.ts";
import type { ServedConfig } from "./served-config.ts";

/** A runner, and how many calls are in it. */
class Generation {
  readonly runner: Runner;
  #calls = 0;
  #onIdle: (() => void) | undefined;

  constructor(runner: Runner) {
    this.runner = runner;
  }

  async run(invocation: Invocation): Promise<string> {
    this.#calls++;
    try {
      return await this.runner.run(invocation);
    } finally {
      this.#calls--;
      if (this.#calls === 0) this.#onIdle?.();
    }
  }

  /** Closes the runner once no call is in it. */
  async retire(): Promise<void> {
    if (this.#calls > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    await this.runner.close();
  }
}

/** Runs the plugins that are served. They can be replaced while calls are under way. */
export class PluginHost {
  #current: Generation;
  #closed = false;
  readonly #show: (config: ServedConfig) => ServedConfig;

  /** @param show what clients see of a config; all of it where nothing is given. */
  constructor(runner: Runner, show = (config: ServedConfig): ServedConfig => config) {
    this.#current = new Generation(runner);
    this.#show = show;
  }

  /** As clients see them. */
  get configs(): readonly ServedConfig[] {
    return this.#current.runner.configs.map(this.#show);
  }

  /** The config of a plugin, whose name may be in any case. */
  config(name: string): ServedConfig | undefined {
    const wanted = name.toLowerCase();
    return this.configs.find((config) => config.name.toLowerCase() === wanted);
  }

  /** Runs one hook of one plugin, and returns the reply as JSON; never rejects. */
  run(invocation: Invocation): Promise<string> {
    return this.#current.run(invocation);
  }

  /** Takes new plugins for all further calls; resolves when the old ones are shut down, after their last call. */
  async replace(runner: Runner): Promise<void> {
    const next = new Generation(runner);
    // Plugins that come too late must not outlive the host.
    if (this.#closed) return next.retire();
    const old = this.#current;
    this.#current = next;
    await old.retire();
  }

  /** Shuts the plugins down. Who serves them has waited for their calls as long as it would. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#current.runner.close();
  }
}
