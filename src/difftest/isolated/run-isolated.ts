import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failed } from "../../errors.ts";
import { mergeResults } from "../merge.ts";
import type { SideCoverage } from "../coverage/coverage.ts";
import type { CountingAddon, NoCoverage } from "../coverage/native-coverage.ts";
import type { DiffTestPlan } from "../plan.ts";
import { NOTHING_LEFT_OUT } from "../position.ts";
import type { CaseCounts, DiffTestResult, Shard } from "../result.ts";
import type { DiffTestInput, DiffTestProgress } from "../run.ts";
import { type Crash, findCrash, leaveOut, shrinkCrash } from "./crash.ts";
import { PluginProcess } from "./plugin-process.ts";
import { readPositionFile } from "./position-file.ts";

export interface RunControl {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: DiffTestProgress) => void;
}

/** What a run counts that is to say how much of the code it has reached. One process has to make all of it. */
export interface Counting {
  readonly native: CountingAddon | NoCoverage;
}

/** Runs a plan's comparison; `runIsolated` is the one that survives what an addon does. */
export type RunPlan = (plan: DiffTestPlan, input: DiffTestInput, control: RunControl) => Promise<DiffTestResult>;

/** After so many cases that end the process, a worker gives up. */
const MOST_CRASHES = 3;

/**
 * Makes a run in processes of their own, that many side by side. A case that ends its process is a difference, and the
 * run goes on without it.
 *
 * @throws {ToolError} as `runDiffTest`.
 */
export function runIsolated(workers: number, counting?: Counting): RunPlan {
  return async (plan, input, control) => {
    const counts = Array.from({ length: workers }, (): DiffTestProgress => ({ cases: 0, differing: 0 }));
    const folder = await mkdtemp(join(tmpdir(), "mcpplugins-diff-test-"));
    const failure = new AbortController();
    const signals = control.signal === undefined ? [failure.signal] : [failure.signal, control.signal];
    const signal = AbortSignal.any(signals);
    try {
      const parts = partsOf(input.shard ?? { index: 0, count: 1 }, workers);
      const results = await Promise.all(
        parts.map((shard, worker) =>
          runWorker(
            plan,
            { ...input, shard },
            { positionFile: join(folder, `${worker}`), counting },
            signal,
            (progress) => {
              counts[worker] = progress;
              control.onProgress?.(totalOf(counts));
            },
          ),
        ),
      );
      return mergeResults(results, input.shard);
    } catch (error) {
      // The other workers have nothing to work for any more.
      failure.abort();
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Splits a shard into smaller ones. */
function partsOf({ index, count }: Shard, workers: number): Shard[] {
  return Array.from({ length: workers }, (_, worker) => ({ index: index + count * worker, count: count * workers }));
}

function totalOf(counts: readonly DiffTestProgress[]): DiffTestProgress {
  return counts.reduce((sum, { cases, differing }) => ({
    cases: sum.cases + cases,
    differing: sum.differing + differing,
  }));
}

async function runWorker(
  { plugin: { folder }, target, against }: DiffTestPlan,
  input: DiffTestInput,
  { positionFile, counting }: { readonly positionFile: string; readonly counting: Counting | undefined },
  signal: AbortSignal | undefined,
  onProgress: (progress: DiffTestProgress) => void,
): Promise<DiffTestResult> {
  const started = performance.now();
  const crashes: Crash[] = [];
  let result: DiffTestResult | undefined;
  let coverage: SideCoverage | undefined;
  for (let leftOut = NOTHING_LEFT_OUT; result === undefined;) {
    const isOver = crashes.length >= MOST_CRASHES || signal?.aborted === true;
    const budget = isOver ? { cases: 0 } : remaining(input, performance.now() - started);
    const attempt = { ...input, budget, leftOut, ...(isOver ? { stored: [], recorded: [] } : {}) };
    const order = { kind: "run", folder, against, ...orderOf(counting), input: attempt, positionFile } as const;
    const reply = await runOnce(order, counting, signal, onProgress);
    if (reply.kind === "done") {
      coverage = reply.coverage;
      result = isOver && signal?.aborted !== true ? { ...reply.result, ended: "differences" } : reply.result;
      break;
    }
    const position = reply.kind === "ended" && !isOver ? readPositionFile(positionFile) : undefined;
    if (reply.kind !== "ended" || position === undefined) {
      throw failed(`the process of the comparison ended before its first case: ${describe(reply)}`);
    }
    crashes.push(findCrash(target, input, position, reply));
    leftOut = leaveOut(leftOut, position);
  }
  // All crashes have one symptom: one case is enough.
  const [first] = crashes;
  const found = first === undefined ? undefined : await shrinkCrash(first, { folder, against }, input, signal);
  const differences =
    found === undefined ? result.differences : [{ ...found, cases: crashes.length }, ...result.differences];
  const elapsedMs = performance.now() - started;
  const cases = crashes.reduce(addCrash, result.cases);
  const whole = { ...result, budget: input.budget, cases, differences, elapsedMs };
  if (counting === undefined || coverage === undefined) return whole;
  return { ...whole, coverage: { fallback: coverage, native: await nativeCoverage(counting) } };
}

function orderOf(counting: Counting | undefined): { readonly coverage?: true; readonly addon?: string } {
  if (counting === undefined) return {};
  return { coverage: true, ...("file" in counting.native ? { addon: counting.native.file } : {}) };
}

function nativeCoverage({ native }: Counting): SideCoverage | Promise<SideCoverage> {
  return "file" in native ? native.read() : native;
}

/** A case that ended its process was run, and differs. */
function addCrash(cases: CaseCounts, { failure, source }: Crash): CaseCounts {
  const { hook } = failure.call.value;
  return {
    ...cases,
    [source]: cases[source] + 1,
    byHook: { ...cases.byHook, [hook]: (cases.byHook[hook] ?? 0) + 1 },
    byEffect: { ...cases.byEffect, error: cases.byEffect.error + 1 },
    differing: cases.differing + 1,
  };
}

type RunOrder = Parameters<PluginProcess["ask"]>[0];

async function runOnce(
  order: RunOrder,
  counting: Counting | undefined,
  signal: AbortSignal | undefined,
  onProgress: (progress: DiffTestProgress) => void,
): ReturnType<PluginProcess["ask"]> {
  const native = counting?.native;
  const child = new PluginProcess(native !== undefined && "file" in native ? native.env : {});
  const onAbort = (): void => child.send({ kind: "abort" });
  signal?.addEventListener("abort", onAbort);
  try {
    const reply = await child.ask(order, ({ progress }) => onProgress(progress));
    if (counting !== undefined && child.isAlive) await child.leave();
    return reply;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // A plugin may have left something open that keeps its process alive.
    child.end();
  }
}

function remaining({ budget }: DiffTestInput, elapsedMs: number): DiffTestInput["budget"] {
  return "cases" in budget ? budget : { seconds: Math.max(0, budget.seconds - elapsedMs / 1000) };
}

function describe(reply: { readonly kind: string; readonly how?: string }): string {
  return reply.how ?? reply.kind;
}
