import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The real packages: one Python process that answers one request at a time, in order. */
export class Oracle {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #errors: string[] = [];

  /** @param driver the Python program that answers, one line of JSON for each */
  constructor(python: string, driver: URL) {
    this.#process = spawn(python, [fileURLToPath(driver)], {
      env: { PATH: process.env["PATH"] ?? "", PYTHONHASHSEED: "0" },
    });
    this.#process.stderr.on("data", (chunk: Buffer) => this.#errors.push(chunk.toString()));
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** @throws {Error} with what Python wrote, when the driver has died. */
  async ask(request: unknown): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await this.#lines.next();
    if (done === true) throw new Error(`the driver has died:\n${this.#errors.join("")}`);
    return JSON.parse(value as string);
  }

  close(): void {
    this.#process.stdin.end();
  }
}
