import type { Invocation } from "../tools/invoke-arguments.ts";
import { Retries } from "./retries.ts";
import type { PluginHost } from "./plugin-host.ts";

/** A call of a hook that was made. */
export interface Call {
  /** The reply as JSON; never rejects. */
  readonly reply: string | Promise<string>;
  /** To be called when the client is gone before it had the reply: a retry is then answered from this run. */
  readonly lost: () => void;
}

/** Calls hooks for the clients of one transport. */
export class Calls {
  readonly #host: PluginHost;
  readonly #retries = new Retries();

  constructor(host: PluginHost) {
    this.#host = host;
  }

  run(invocation: Invocation): Call {
    const reply = this.#retries.take(invocation) ?? this.#host.run(invocation);
    return { reply, lost: () => this.#retries.keep(invocation, reply) };
  }
}
