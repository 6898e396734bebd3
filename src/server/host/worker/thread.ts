import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { failed, ToolError } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import type { ToolResult } from "../../tools/reply.ts";
import type { Observer } from "../observer.ts";
import type { ServedConfig } from "../served-config.ts";
import type { FromWorker, LoadFailure, ToWorker, WorkerSetup } from "./messages.ts";

export interface ThreadOptions {
  readonly setup: WorkerSetup;
  readonly observe: Observer | undefined;
  readonly log: (record: LogRecord) => void;
  /** Called when the thread has ended, however that came. */
  readonly onEnd: () => void;
}

/** A thread has ended before it answered. */
export class ThreadEndedError extends Error {
  override readonly name = "ThreadEndedError";
}

interface Waiting {
  readonly resolve: (result: ToolResult) => void;
  readonly reject: (error: Error) => void;
}

/** How long a thread is given to shut its plugins down. */
const CLOSE_MS = 5000;

/** One running worker thread. */
export class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #next = 0;
  #configs: readonly ServedConfig[] = [];

  private constructor(worker: Worker, { observe, log, onEnd }: ThreadOptions) {
    this.#worker = worker;
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "reply") this.#settle(message.id, message.result);
      else if (message.kind === "observed") observe?.(message.call);
      else if (message.kind === "log") log(message.record);
    });
    // What a thread dies of may have content of payloads in it.
    worker.on("error", (error) => log({ level: "warning", message: `a worker thread has failed: ${error.name}` }));
    this.#ended = new Promise((resolve) => {
      worker.once("exit", () => {
        for (const { reject } of this.#waiting.values()) reject(new ThreadEndedError("the worker thread has ended"));
        this.#waiting.clear();
        onEnd();
        resolve();
      });
    });
  }

  /**
   * Starts a thread, and waits until its plugins are loaded.
   *
   * @throws {ToolError} when one of them can't be.
   */
  static async start(options: ThreadOptions): Promise<Thread> {
    const worker = new Worker(entryPoint(), { workerData: options.setup });
    const thread = new Thread(worker, options);
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (message: FromWorker) => {
        if (message.kind === "ready") {
          thread.#configs = message.configs;
          resolve();
        } else if (message.kind === "refused") reject(toToolError(message.error));
      });
      worker.once("exit", () => reject(failed("a worker thread has ended before its plugins were loaded")));
    });
    return thread;
  }

  get configs(): readonly ServedConfig[] {
    return this.#configs;
  }

  /** How many calls it has not answered. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @throws {ThreadEndedError} by rejection. */
  run(invocation: Invocation): Promise<ToolResult> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ kind: "run", id, invocation });
    });
  }

  /** Ends the thread whatever it does; calls that are in it are rejected. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Shuts its plugins down, and ends it. */
  async close(): Promise<void> {
    this.#post({ kind: "close" });
    const late = setTimeout(() => void this.kill(), CLOSE_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message, []);
  }

  #settle(id: number, result: ToolResult): void {
    this.#waiting.get(id)?.resolve(result);
    this.#waiting.delete(id);
  }
}

/** Threads run compiled code only. */
function entryPoint(): URL {
  const url = new URL("./main.js", import.meta.url);
  if (!existsSync(url)) throw failed("worker threads need the built toolkit", { hint: "Run: npm run build" });
  return url;
}

function toToolError({ exitCode, message, details, hint }: LoadFailure): ToolError {
  return new ToolError(exitCode, message, {
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { hint }),
  });
}
