import { messageOf } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import { PluginError } from "../../../plugin/plugin-error.ts";
import { DeadlineError, Deadlines } from "../../../runtime/manager/deadlines.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import { errorReply, textResult, type ToolResult } from "../../tools/reply.ts";
import type { Observer } from "../observer.ts";
import type { Runner } from "../runner.ts";
import type { ServedConfig } from "../served-config.ts";
import type { WorkerSetup } from "./messages.ts";
import { Thread } from "./thread.ts";

/** What calls have in common that must run in the same thread, since a plugin remembers something between them. */
export const STICKY = ["tenant", "request"] as const;
export type Sticky = (typeof STICKY)[number];

export interface PoolOptions {
  readonly workers: number;
  /** Undefined where any thread will do. */
  readonly sticky: Sticky | undefined;
  readonly setup: WorkerSetup;
  readonly observe: Observer | undefined;
  readonly log: (record: LogRecord) => void;
}

/** The manager in the thread has its own limit, which comes first where the thread is not blocked. */
const GRACE_MS = 1000;

/**
 * Runs plugins in worker threads, each with instances of its own. A thread that ends is started anew; one that a plugin
 * blocks for longer than a call may take is ended. The calls that were in it are errors.
 */
export class WorkerPool implements Runner {
  readonly #options: PoolOptions;
  readonly #deadlines: Deadlines;
  /** The threads that are being started anew. */
  readonly #restarts = new Set<Promise<void>>();
  /** By index; a thread that is being started anew is not there. */
  readonly #threads: (Thread | undefined)[] = [];
  #configs: readonly ServedConfig[] = [];
  #closed = false;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#deadlines = new Deadlines(options.setup.settings.plugin_timeout * 1000 + GRACE_MS);
  }

  /** @throws {ToolError} when a plugin can't be loaded; no thread is left then. */
  static async start(options: PoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    const starts = Array.from({ length: options.workers }, (_, index) => pool.#start(index));
    const refused = (await Promise.allSettled(starts)).find(({ status }) => status === "rejected");
    if (refused?.status === "rejected") {
      await pool.close();
      throw refused.reason;
    }
    pool.#configs = pool.#threads[0]?.configs ?? [];
    return pool;
  }

  get configs(): readonly ServedConfig[] {
    return this.#configs;
  }

  async run(invocation: Invocation): Promise<ToolResult> {
    const { plugin } = invocation;
    const thread = this.#choose(invocation) ?? (await this.#chooseLater(invocation));
    if (thread === undefined) return failure(plugin, "There is no worker thread for the plugin");
    try {
      return await this.#deadlines.race(thread.run(invocation));
    } catch (thrown) {
      if (!(thrown instanceof DeadlineError)) return failure(plugin, "The worker thread of the plugin has ended");
      this.#options.log({ level: "warning", message: "a worker thread is blocked by a plugin, and is ended" });
      void thread.kill();
      return failure(plugin, `Plugin ${plugin} exceeded ${this.#options.setup.settings.plugin_timeout}s timeout`);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#threads.map((thread) => thread?.close()));
  }

  async #start(index: number): Promise<void> {
    const { setup, observe, log } = this.#options;
    const onEnd = (): void => {
      if (this.#threads[index] === undefined) return;
      this.#threads[index] = undefined;
      if (!this.#closed) this.#restart(index);
    };
    const thread = await Thread.start({ setup, observe, log, onEnd });
    this.#threads[index] = thread;
    if (this.#closed) await thread.close();
  }

  #restart(index: number): void {
    const { log } = this.#options;
    log({ level: "warning", message: "a worker thread has ended and is started anew" });
    const restart: Promise<void> = this.#start(index)
      .catch((error: unknown) => {
        log({ level: "warning", message: `a worker thread can't be started: ${messageOf(error)}` });
        // What it was that failed may mend itself: a plugin's server, memory.
        setTimeout(() => void (this.#closed || this.#restart(index)), RESTART_MS).unref();
      })
      .finally(() => this.#restarts.delete(restart));
    this.#restarts.add(restart);
  }

  /** Waits for a thread that is being started anew. */
  async #chooseLater(invocation: Invocation): Promise<Thread | undefined> {
    while (this.#restarts.size > 0) {
      await Promise.race(this.#restarts);
      const thread = this.#choose(invocation);
      if (thread !== undefined) return thread;
    }
    return undefined;
  }

  /** The thread of the call's tenant or request; otherwise the one with the fewest calls. */
  #choose({ context }: Invocation): Thread | undefined {
    const { tenant_id, request_id } = context.global_context;
    const key = this.#options.sticky === "tenant" ? tenant_id : request_id;
    if (this.#options.sticky !== undefined && key !== undefined) {
      return this.#threads[hash(key) % this.#options.workers];
    }
    const running = this.#threads.filter((thread) => thread !== undefined);
    return running.sort((one, other) => one.load - other.load)[0];
  }
}

const RESTART_MS = 1000;

function failure(plugin_name: string, message: string): ToolResult {
  return textResult(errorReply(plugin_name, new PluginError({ message, plugin_name }).error));
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
