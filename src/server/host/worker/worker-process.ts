import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { failed, ToolError } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import type { ObservedCall, Observer } from "../observer.ts";
import type { ServedConfig } from "../served-config.ts";
import { Channel } from "./channel.ts";
import { CHANNEL_FD, CLOSE_MS, type LoadFailure, type ToWorker, type WorkerSetup } from "./messages.ts";

export interface WorkerOptions {
  readonly setup: WorkerSetup;
  readonly observe: Observer | undefined;
  readonly log: (record: LogRecord) => void;
  /** Called when the worker has ended, however that came. */
  readonly onEnd: () => void;
}

/** A worker has ended before it answered. */
export class WorkerEndedError extends Error {
  override readonly name = "WorkerEndedError";
}

interface Waiting {
  readonly resolve: (reply: string) => void;
  readonly reject: (error: Error) => void;
}

/** One running worker. It is a process, so that whatever a plugin or its addon does to it, nothing else is lost. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #channel: Channel<ToWorker>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  readonly #ready: Promise<readonly ServedConfig[]>;
  #next = 0;
  #configs: readonly ServedConfig[] = [];

  private constructor({ setup, observe, log, onEnd }: WorkerOptions) {
    const main = entryPoint();
    // What a plugin prints must not get among the replies on standard output.
    const child = spawn(process.execPath, [...process.execArgv, main], { stdio: ["ignore", 2, 2, "pipe"] });
    this.#child = child;
    const started = new EventEmitter<{ ready: [readonly ServedConfig[]]; refused: [Error] }>();
    this.#channel = new Channel<ToWorker>(child.stdio[CHANNEL_FD] as Duplex, {
      reply: (json, id) => this.#settle(id, json),
      observed: (json) => observe?.(JSON.parse(json) as ObservedCall),
      log: (json) => log(JSON.parse(json) as LogRecord),
      ready: (json) => started.emit("ready", JSON.parse(json) as readonly ServedConfig[]),
      refused: (json) => started.emit("refused", toToolError(JSON.parse(json) as LoadFailure)),
    });
    this.#ready = new Promise((resolve, reject) => started.once("ready", resolve).once("refused", reject));
    // Not before all is read that it has answered.
    this.#ended = new Promise<void>((end) => child.once("close", () => end()).once("error", () => end())).then(() => {
      started.emit("refused", failed("a worker has ended before its plugins were loaded"));
      for (const { reject } of this.#waiting.values()) reject(new WorkerEndedError("the worker has ended"));
      this.#waiting.clear();
      onEnd();
    });
    this.#channel.send("setup", setup);
  }

  /**
   * Starts a worker, and waits until its plugins are loaded.
   *
   * @throws {ToolError} when one of them can't be.
   */
  static async start(options: WorkerOptions): Promise<WorkerProcess> {
    const worker = new WorkerProcess(options);
    try {
      worker.#configs = await worker.#ready;
      return worker;
    } catch (error) {
      worker.kill();
      throw error;
    }
  }

  get configs(): readonly ServedConfig[] {
    return this.#configs;
  }

  /** How many calls it has not answered. */
  get load(): number {
    return this.#waiting.size;
  }

  /** @throws {WorkerEndedError} by rejection. */
  run(invocation: Invocation): Promise<string> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#channel.send("run", invocation, id);
    });
  }

  /** Ends the worker whatever it does; calls that are in it are rejected. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Shuts its plugins down, and ends it. */
  async close(): Promise<void> {
    this.#channel.send("close", null);
    const late = setTimeout(() => this.kill(), CLOSE_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #settle(id: number, reply: string): void {
    this.#waiting.get(id)?.resolve(reply);
    this.#waiting.delete(id);
  }
}

/** Workers run compiled code only. */
function entryPoint(): string {
  const path = fileURLToPath(new URL("./main.js", import.meta.url));
  if (!existsSync(path)) throw failed("workers need the built toolkit", { hint: "Run: npm run build" });
  return path;
}

function toToolError({ exitCode, message, details, hint }: LoadFailure): ToolError {
  return new ToolError(exitCode, message, {
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { hint }),
  });
}
