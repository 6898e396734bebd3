import { Socket } from "node:net";
import { failed, messageOf, ToolError } from "../../../errors.ts";
import { placeOfThrown } from "../../../runtime/manager/errors.ts";
import { loadPlugins } from "../load-plugins.ts";
import { LocalRunner } from "../local-runner.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import { Channel } from "./channel.ts";
import { CHANNEL_FD, CLOSE_MS, type FromWorker, fromPlain, type LoadFailure, type WorkerSetup } from "./messages.ts";

/** The process of a worker: loads the plugins that it is told of, and runs what it is sent. */
function work(): void {
  let runner: LocalRunner | undefined;
  let closing: Promise<void> | undefined;
  const stream = new Socket({ fd: CHANNEL_FD, readable: true, writable: true });
  const channel = new Channel<FromWorker>(stream, {
    setup: (json) => void open(JSON.parse(json) as WorkerSetup),
    run: (json, id) => void run(JSON.parse(json) as Invocation, id),
    close: () => void (closing ??= close()),
  });
  // Without its server a worker has nobody to work for.
  stream.once("close", () => void (closing ??= close()));
  // The server says when it is time to end; a terminal sends its signals to both.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  // What a plugin dies of may have content of payloads in it, which Node would print.
  process.on("uncaughtException", (error: unknown) => {
    channel.send("log", { level: "warning", message: `a worker has failed: ${placeOfThrown(error)}` });
    setImmediate(end, 1);
  });

  async function open(setup: WorkerSetup): Promise<void> {
    try {
      const plugins = await loadPlugins({
        ...setup,
        plugins: setup.plugins.map(fromPlain),
        log: (record) => channel.send("log", record),
      });
      runner = new LocalRunner(plugins, setup.observed ? (call) => channel.send("observed", call) : undefined);
      channel.send("ready", runner.configs);
    } catch (error) {
      channel.send("refused", toFailure(error));
    }
  }

  async function run(invocation: Invocation, id: number): Promise<void> {
    if (runner !== undefined) channel.sendJson("reply", await runner.run(invocation), id);
  }

  async function close(): Promise<void> {
    setTimeout(end, CLOSE_MS, 1);
    await runner?.close();
    end(0);
  }
}

function toFailure(error: unknown): LoadFailure {
  const { exitCode, message, details, hint } = error instanceof ToolError ? error : failed(messageOf(error));
  return { exitCode, message, details, hint };
}

/** A plugin's timers would keep the process alive. */
function end(code: number): void {
  // oxlint-disable-next-line no-restricted-properties -- this process is the worker's own
  process.exit(code);
}

work();
