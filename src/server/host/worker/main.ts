import { parentPort, workerData } from "node:worker_threads";
import { failed, messageOf, ToolError } from "../../../errors.ts";
import { loadPlugins } from "../load-plugins.ts";
import { LocalRunner } from "../local-runner.ts";
import { type FromWorker, fromPlain, type LoadFailure, type ToWorker, type WorkerSetup } from "./messages.ts";

/** The thread of a worker: loads the plugins, and runs what it is sent. */
async function work(setup: WorkerSetup, port: NonNullable<typeof parentPort>): Promise<void> {
  const send = (message: FromWorker): void => port.postMessage(message);
  let runner: LocalRunner;
  try {
    const plugins = await loadPlugins({
      ...setup,
      plugins: setup.plugins.map(fromPlain),
      log: (record) => send({ kind: "log", record }),
    });
    runner = new LocalRunner(plugins, setup.observed ? (call) => send({ kind: "observed", call }) : undefined);
  } catch (error) {
    send({ kind: "refused", error: toFailure(error) });
    return;
  }
  port.on("message", (message: ToWorker) => {
    if (message.kind === "run") void run(message.id, message.invocation);
    else void runner.close().finally(() => port.close());
  });
  send({ kind: "ready", configs: runner.configs });

  async function run(id: number, invocation: Extract<ToWorker, { kind: "run" }>["invocation"]): Promise<void> {
    send({ kind: "reply", id, result: await runner.run(invocation) });
  }
}

function toFailure(error: unknown): LoadFailure {
  const { exitCode, message, details, hint } = error instanceof ToolError ? error : failed(messageOf(error));
  return { exitCode, message, details, hint };
}

if (parentPort !== null) await work(workerData as WorkerSetup, parentPort);
