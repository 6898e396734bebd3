import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { failed } from "../../errors.ts";
import type { Implementation } from "../../plugin/instance.ts";
import { FEWEST_ROUNDS } from "../baseline/scenario-change.ts";
import type { BenchReport } from "../bench-compare.ts";
import type { RunProgress } from "../in-turn.ts";
import type { SingleReport } from "../single/bench.ts";
import type { RoundJob, RoundOrder, RoundReply } from "./messages.ts";

/** How many processes time a run that is kept, or compared with one that was. */
export const ROUNDS = FEWEST_ROUNDS;

export interface RoundOptions {
  /** For all processes and scenarios together. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RunProgress) => void;
}

type RoundReport = BenchReport | SingleReport;
type Job<Side extends Implementation | undefined> = Omit<RoundJob<Side>, "seconds">;
type Reports<Report> = readonly [Report, ...Report[]];

/** Compares native and fallback in one process after the other; the errors are those of `timeRounds`. */
export function compareRounds(job: Job<undefined>, options: RoundOptions): Promise<Reports<BenchReport>> {
  return runRounds(job, options) as Promise<Reports<BenchReport>>;
}

/**
 * Times one implementation in one process after the other. After Ctrl-C there may be fewer reports, and the last may be
 * partial.
 *
 * @throws {ToolError} exit 4 when a process fails or ends too early.
 */
export function timeRounds(job: Job<Implementation>, options: RoundOptions): Promise<Reports<SingleReport>> {
  return runRounds(job, options) as Promise<Reports<SingleReport>>;
}

async function runRounds(
  job: Omit<RoundJob, "seconds">,
  { seconds, signal, onProgress }: RoundOptions,
): Promise<readonly RoundReport[]> {
  const reports: RoundReport[] = [];
  const start = Date.now();
  do {
    const round = reports.length;
    // What a process takes beside its share of the time is told by those before it.
    const eachMs = round === 0 ? (seconds * 1000) / ROUNDS : (Date.now() - start) / round;
    const after = (ROUNDS - round - 1) * eachMs * 1e6;
    const onRound = ({ scenario, index, total, left }: RunProgress): void =>
      onProgress({ scenario, index: round * total + index, total: ROUNDS * total, left: left + after });
    reports.push(await runOne({ ...job, seconds: seconds / ROUNDS }, signal, onRound));
  } while (reports.length < ROUNDS && !signal.aborted);
  return reports;
}

function runOne(job: RoundJob, signal: AbortSignal, onProgress: (progress: RunProgress) => void): Promise<RoundReport> {
  const child = fork(fileURLToPath(new URL("./child.js", import.meta.url)), {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // An error here means that the process is gone, which its exit tells.
  const send = (order: RoundOrder): void => void (child.connected && child.send(order, () => {}));
  const onAbort = (): void => send({ kind: "abort" });
  signal.addEventListener("abort", onAbort);
  const reply = new Promise<RoundReport>((resolve, reject) => {
    child.on("message", (message: RoundReply) => {
      if (message.kind === "progress") onProgress(message.progress);
      else if (message.kind === "failed") reject(failed(message.message));
      else resolve(message.report);
    });
    child.on("error", reject);
    child.on("exit", (code, killed) =>
      reject(failed(`the process that timed ${job.folder} ended: ${killed ?? `exit code ${code ?? 0}`}`)),
    );
  });
  send({ kind: "run", job });
  if (signal.aborted) onAbort();
  return reply.finally(() => {
    signal.removeEventListener("abort", onAbort);
    child.kill("SIGKILL");
  });
}
