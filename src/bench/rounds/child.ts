import { messageOf } from "../../errors.ts";
import { planBenchCompare, runBenchCompare } from "../bench-compare.ts";
import { systemMemory } from "../memory.ts";
import { planBench, runBench } from "../single/bench.ts";
import type { RoundJob, RoundOrder, RoundReply } from "./messages.ts";

/** A process that times a plugin once. */
const abort = new AbortController();

// Ctrl-C reaches all processes of a terminal; the parent decides what it means.
process.on("SIGINT", () => {});
// The parent is gone: nobody waits for what this process is doing.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (order: RoundOrder) => {
  if (order.kind === "abort") abort.abort();
  else void answer(order.job).then(reply, (error: unknown) => reply({ kind: "failed", message: messageOf(error) }));
});

async function answer({ implementation, folder, scenarios, seed, seconds }: RoundJob): Promise<RoundReply> {
  const open = { cwd: folder, scenarios, seed };
  const options = {
    seconds,
    memory: systemMemory(),
    signal: abort.signal,
    onProgress: (progress: Extract<RoundReply, { kind: "progress" }>["progress"]) =>
      reply({ kind: "progress", progress }),
  };
  if (implementation === undefined) {
    return { kind: "done", report: await runBenchCompare(await planBenchCompare(folder, open), options) };
  }
  return { kind: "done", report: await runBench(await planBench(folder, implementation, open), options) };
}

function reply(message: RoundReply): void {
  process.send?.(message);
}
