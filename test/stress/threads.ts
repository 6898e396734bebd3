import { on, once } from "node:events";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import type { Implementation } from "../../src/plugin/instance.ts";
import { CALLS } from "./calls.ts";

/** What `worker.js` is told. */
export interface Job {
  readonly plugins: readonly { readonly slug: string; readonly implementation: Implementation }[];
  /** How often it makes all calls, after it has told its first answers. */
  readonly rounds: number;
}

const DIST = new URL("../../dist/", import.meta.url);
const SCRIPT = new URL("worker.js", import.meta.url);

function start(job: Job): Worker {
  return new Worker(SCRIPT, { workerData: { ...job, dist: DIST.href, calls: CALLS } });
}

/** Runs each job in a thread of its own, all at once. Returns how many distinct answers each call got over all of them. */
export async function runThreads(jobs: readonly Job[]): Promise<readonly number[]> {
  const distinct = CALLS.map(() => new Set<string>());
  const run = async (job: Job): Promise<void> => {
    const worker = start(job);
    for await (const [message] of on(worker, "message", { close: ["exit"] })) {
      const { answers, different } = message as { answers?: string[]; different?: number };
      for (const [index, answer] of (answers ?? []).entries()) distinct[index]?.add(sorted(answer));
      if (different !== undefined && different > 0) throw new Error(`${different} answers changed from round to round`);
    }
  };
  await Promise.all(jobs.map(run));
  return distinct.map(({ size }) => size);
}

/** JSON in which the order of keys makes no difference. */
function sorted(json: string): string {
  return inspect(JSON.parse(json), { sorted: true, depth: Infinity, maxArrayLength: null, maxStringLength: null });
}

/** Starts and ends threads, one after the other; every second one is ended in the middle of its calls. */
export async function churnThreads(count: number, plugins: Job["plugins"]): Promise<void> {
  for (let index = 0; index < count; index++) {
    const isCut = index % 2 === 1;
    const worker = start({ plugins, rounds: isCut ? 1_000_000 : 1 });
    // A thread that has nothing left to do may be gone as soon as its message is there.
    const exit = once(worker, "exit");
    await Promise.all([once(worker, "message").then(() => (isCut ? worker.terminate() : undefined)), exit]);
  }
}
