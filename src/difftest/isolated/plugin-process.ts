import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ToolError } from "../../errors.ts";
import type { Failed, Order, Reply } from "./messages.ts";

/** How a process came to its end. */
export interface Ended {
  readonly kind: "ended";
  /** `SIGABRT`, or `exit code 3`. */
  readonly how: string;
}

/** A process of its own for a plugin's code. */
export class PluginProcess {
  readonly #child: ChildProcess;

  /** @param env variables for it, beside those of this process. */
  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#child = fork(fileURLToPath(new URL("./child.js", import.meta.url)), {
      env: { ...process.env, ...env },
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
  }

  send(order: Order): void {
    // An error here means that the process is gone, which its exit tells.
    if (this.#child.connected) this.#child.send(order, () => {});
  }

  /**
   * Gives an order, and waits for its answer or for the end of the process.
   *
   * @throws what the process failed with.
   */
  ask(
    order: Order,
    onProgress: (reply: Extract<Reply, { kind: "progress" }>) => void = () => {},
  ): Promise<Reply | Ended> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        child.off("message", onMessage);
        child.off("exit", onExit);
        child.off("error", onError);
      };
      const onMessage = (reply: Reply): void => {
        if (reply.kind === "progress") {
          onProgress(reply);
          return;
        }
        settle();
        if (reply.kind === "failed") reject(toError(reply.error));
        else resolve(reply);
      };
      const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
        settle();
        resolve({ kind: "ended", how: signal ?? `exit code ${code ?? 0}` });
      };
      const onError = (error: Error): void => {
        settle();
        reject(error);
      };
      child.on("message", onMessage);
      child.on("exit", onExit);
      child.on("error", onError);
      this.send(order);
    });
  }

  /** Lets it end by itself. */
  async leave(): Promise<void> {
    await this.ask({ kind: "leave" });
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }
}

function toError({ message, exitCode, hint, details }: Failed): Error {
  if (exitCode === undefined) return new Error(message);
  return new ToolError(exitCode, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(details === undefined ? {} : { details }),
  });
}
