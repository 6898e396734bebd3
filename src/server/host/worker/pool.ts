import { messageOf } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import { PluginError } from "../../../plugin/plugin-error.ts";
import { DeadlineError, Deadlines } from "../../../runtime/manager/deadlines.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import { errorReply } from "../../tools/reply.ts";
import type { Observer } from "../observer.ts";
import type { Runner } from "../runner.ts";
import type { ServedConfig } from "../served-config.ts";
import type { WorkerSetup } from "./messages.ts";
import { WorkerProcess } from "./worker-process.ts";

/** What calls have in common that must run in the same worker, since a plugin remembers something between them. */
export const STICKY = ["tenant", "request"] as const;
export type Sticky = (typeof STICKY)[number];

export interface PoolOptions {
  readonly workers: number;
  /** Undefined where any worker will do. */
  readonly sticky: Sticky | undefined;
  readonly setup: WorkerSetup;
  readonly observe: Observer | undefined;
  readonly log: (record: LogRecord) => void;
}

/** The manager in the worker has its own limit, which comes first where the worker is not blocked. */
const GRACE_MS = 1000;

/**
 * Runs plugins in workers, each with instances of its own. A worker that ends is started anew; one that a plugin blocks for
 * longer than a call may take is ended. The calls that were in it are errors.
 */
export class WorkerPool implements Runner {
  readonly #options: PoolOptions;
  readonly #deadlines: Deadlines;
  /** The workers that are being started anew. */
  readonly #restarts = new Set<Promise<void>>();
  /** By index; a worker that is being started anew is not there. */
  readonly #workers: (WorkerProcess | undefined)[] = [];
  #configs: readonly ServedConfig[] = [];
  #closed = false;

  private constructor(options: PoolOptions) {
    this.#options = options;
    this.#deadlines = new Deadlines(options.setup.settings.plugin_timeout * 1000 + GRACE_MS);
  }

  /** @throws {ToolError} when a plugin can't be loaded; no worker is left then. */
  static async start(options: PoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    const starts = Array.from({ length: options.workers }, (_, index) => pool.#start(index));
    const refused = (await Promise.allSettled(starts)).find(({ status }) => status === "rejected");
    if (refused?.status === "rejected") {
      await pool.close();
      throw refused.reason;
    }
    pool.#configs = pool.#workers[0]?.configs ?? [];
    return pool;
  }

  get configs(): readonly ServedConfig[] {
    return this.#configs;
  }

  async run(invocation: Invocation): Promise<string> {
    const { plugin } = invocation;
    const worker = this.#choose(invocation) ?? (await this.#chooseLater(invocation));
    if (worker === undefined) return failure(plugin, "There is no worker for the plugin");
    try {
      return await this.#deadlines.race(worker.run(invocation));
    } catch (thrown) {
      if (!(thrown instanceof DeadlineError)) return failure(plugin, "The worker of the plugin has ended");
      this.#options.log({ level: "warning", message: "a worker is blocked by a plugin, and is ended" });
      worker.kill();
      return failure(plugin, `Plugin ${plugin} exceeded ${this.#options.setup.settings.plugin_timeout}s timeout`);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#workers.map((worker) => worker?.close()));
  }

  async #start(index: number): Promise<void> {
    const { setup, observe, log } = this.#options;
    const onEnd = (): void => {
      if (this.#workers[index] === undefined) return;
      this.#workers[index] = undefined;
      if (!this.#closed) this.#restart(index);
    };
    const worker = await WorkerProcess.start({ setup, observe, log, onEnd });
    this.#workers[index] = worker;
    if (this.#closed) await worker.close();
  }

  #restart(index: number): void {
    const { log } = this.#options;
    log({ level: "warning", message: "a worker has ended and is started anew" });
    const restart: Promise<void> = this.#start(index)
      .catch((error: unknown) => {
        log({ level: "warning", message: `a worker can't be started: ${messageOf(error)}` });
        // What it was that failed may mend itself: a plugin's server, memory.
        setTimeout(() => void (this.#closed || this.#restart(index)), RESTART_MS).unref();
      })
      .finally(() => this.#restarts.delete(restart));
    this.#restarts.add(restart);
  }

  /** Waits for a worker that is being started anew. */
  async #chooseLater(invocation: Invocation): Promise<WorkerProcess | undefined> {
    while (this.#restarts.size > 0) {
      await Promise.race(this.#restarts);
      const worker = this.#choose(invocation);
      if (worker !== undefined) return worker;
    }
    return undefined;
  }

  /** The worker of the call's tenant or request; otherwise the one with the fewest calls. */
  #choose({ context }: Invocation): WorkerProcess | undefined {
    const { tenant_id, request_id } = context.global_context;
    const key = this.#options.sticky === "tenant" ? tenant_id : request_id;
    if (this.#options.sticky !== undefined && key !== undefined) {
      return this.#workers[hash(key) % this.#options.workers];
    }
    const running = this.#workers.filter((worker) => worker !== undefined);
    return running.sort((one, other) => one.load - other.load)[0];
  }
}

const RESTART_MS = 1000;

function failure(plugin_name: string, message: string): string {
  return errorReply(plugin_name, new PluginError({ message, plugin_name }).error);
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
