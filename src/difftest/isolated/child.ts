import { messageOf, ToolError } from "../../errors.ts";
import { openPlugin } from "../../runtime/open-plugin.ts";
import { startV8Coverage } from "../coverage/v8-coverage.ts";
import { openTarget } from "../plan.ts";
import { DeclaredDivergences } from "../divergences.ts";
import { compareCase } from "../pair.ts";
import { runDiffTest } from "../run.ts";
import type { Target } from "../target.ts";
import type { Failed, Order, Reply } from "./messages.ts";
import { openPositionFile } from "./position-file.ts";

/** The process in which a plugin's code runs: what an addon does to its process, it does to this one. */
const abort = new AbortController();

// Ctrl-C reaches all processes of a terminal; the parent decides what it means.
process.on("SIGINT", () => {});
// The parent is gone: nobody waits for what this process is doing.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (order: Order) => void obey(order));

let opened: Promise<Target> | undefined;

async function obey(order: Order): Promise<void> {
  if (order.kind === "abort") {
    abort.abort();
    return;
  }
  // Not killed: an addon that counts writes its counts at the end of its process.
  // oxlint-disable-next-line no-restricted-properties -- a process of the plugin's own, with whatever it has left open
  if (order.kind === "leave") process.exit();
  await reply(await answer(order).catch((error: unknown): Reply => ({ kind: "failed", error: toFailed(error) })));
}

async function answer(order: Exclude<Order, { kind: "abort" | "leave" }>): Promise<Reply> {
  const { folder, against } = order;
  const { addon, coverage: wantsCoverage } = order.kind === "run" ? order : {};
  const coverage = wantsCoverage === true ? await startV8Coverage() : undefined;
  await coverage?.watch(folder, () => openPlugin(folder));
  opened ??= openTarget(folder, { against, addon, env: process.env });
  const target = await opened;
  if (order.kind === "try") {
    const declared = new DeclaredDivergences(order.divergences, order.today);
    const outcome = await compareCase(target.implementations, order.case, declared.explain);
    return { kind: "tried", difference: outcome.status === "compared" ? outcome.compared.difference : undefined };
  }
  const positions = openPositionFile(order.positionFile);
  const result = await runDiffTest(target, {
    ...order.input,
    signal: abort.signal,
    onProgress: (progress) => void reply({ kind: "progress", progress }),
    onPosition: positions.note,
  });
  positions.close();
  return { kind: "done", result, coverage: await coverage?.take() };
}

/** Resolves when the message is on its way. */
function reply(message: Reply): Promise<void> {
  return new Promise((resolve) => void process.send?.(message, undefined, undefined, () => resolve()));
}

function toFailed(error: unknown): Failed {
  if (!(error instanceof ToolError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) };
  const { message, exitCode, hint, details } = error;
  return { message, exitCode, hint, details };
}
