import type { Implementation } from "../../src/plugin/instance.ts";
import { callInTurn, type Growth, growthOver, makeAndDrop } from "./memory.ts";
import { BUNDLED } from "./open.ts";
import { churnThreads, type Job, runThreads } from "./threads.ts";

const INSTANCES = 500;
const THREADS = 10;
const ROUNDS = 1_000;
const CHURNED = 200;

/** What a heap that settles may still grow by, in bytes: far less than a leak of one object a call. */
const NOISE = { calls: 8 * 1024 * 1024, instances: 32 * 1024 * 1024 };

export interface StressOptions {
  /** How many calls to make of each plugin. */
  readonly calls: number;
  readonly print: (line: string) => void;
}

/** Puts every bundled plugin under load: memory over many calls and instances, threads side by side, threads that end. */
export async function run({ calls, print }: StressOptions): Promise<{ readonly failed: number }> {
  const slugs = Object.keys(BUNDLED);
  let failed = 0;
  const check = (what: string, problem: string | undefined): void => {
    if (problem !== undefined) failed++;
    print(`${problem === undefined ? "ok" : "FAILED"}  ${what}${problem === undefined ? "" : `: ${problem}`}`);
  };
  const checkGrowth = (what: string, { before, after }: Growth, noise: number): void => {
    const sizes = `${megabytes(before)} before, ${megabytes(after)} after`;
    check(`${what}; ${sizes}`, after - before > noise ? "the memory grew" : undefined);
  };

  for (const slug of slugs) {
    for (const implementation of ["native", "fallback"] as const) {
      const growth = await growthOver(calls, callInTurn(slug, implementation));
      checkGrowth(`${calls} calls of ${slug}, ${implementation}`, growth, NOISE.calls);
    }
  }
  const growth = await growthOver(INSTANCES, makeAndDrop(slugs));
  checkGrowth(`${INSTANCES} native instances of each`, growth, NOISE.instances);

  const job = (implementation: Implementation, rounds: number): Job => ({
    plugins: slugs.map((slug) => ({ slug, implementation })),
    rounds,
  });
  const jobs = Array.from({ length: THREADS }, () => job("native", ROUNDS));
  const distinct = await runThreads([...jobs, job("fallback", 0)]);
  const wrong = distinct.filter((answers) => answers !== 1).length;
  check(`${THREADS} threads at once`, wrong === 0 ? undefined : `${wrong} calls got more than one answer`);

  await churnThreads(CHURNED, job("native", 0).plugins);
  check(`${CHURNED} threads that end, half of them in the middle of a call`, undefined);
  return { failed };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
