import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { caseId } from "../../src/difftest/case.ts";
import { loadCorpus } from "../../src/difftest/corpus.ts";
import { seededRandom } from "../../src/bench/statistics/random.ts";
import { copyCheckout, writeCompiled } from "./checkout.ts";
import { MUTANTS, type Mutant } from "./mutants.ts";

export interface KillOptions {
  /** The root of the checkout; it is built, addons too. */
  readonly root: string;
  readonly seed: number;
  readonly kills: number;
  readonly print: (line: string) => void;
}

const PLUGIN = "pii_filter";
/** Makes a run that finds differences, and stores them. */
const ARGS = ["diff-test", PLUGIN, "--cases", "1500", "--workers", "2", "--quiet"];

/**
 * Ends `diff-test` with SIGKILL at chance moments of runs that store cases. Returns whether the corpus was whole each time: every
 * file a case, under the name that belongs to it.
 */
export async function run({ root, seed, kills, print }: KillOptions): Promise<boolean> {
  const copy = mkdtempSync(join(tmpdir(), "mcpplugins-kill-"));
  try {
    copyCheckout(root, copy);
    plantAll(root, copy);
    const random = seededRandom(seed);
    const corpus = join(copy, "corpus");
    const whole = await timeOf(copy, [...ARGS, "--seed", "0", "--corpus", join(copy, "first")]);
    let killed = 0;
    let stored = 0;
    for (let round = 0; round < kills; round++) {
      rmSync(corpus, { recursive: true, force: true });
      mkdirSync(corpus);
      // Most of a run goes by before anything is stored.
      const after = whole * (0.6 + 0.5 * random());
      if (await killAfter(copy, [...ARGS, "--seed", String(round), "--corpus", corpus], after)) killed++;
      stored += await checkCorpus(corpus);
    }
    print(`${killed} of ${kills} runs killed; ${stored} cases stored by then, every file whole`);
    return stored > 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Plants what is wrong with the fallback at once: there is much to find, and to store. */
function plantAll(root: string, copy: string): void {
  const planted = MUTANTS.filter(isPlanted);
  for (const file of new Set(planted.map((mutant) => mutant.file))) {
    const mutants = planted.filter((mutant) => mutant.file === file);
    const original = readFileSync(join(root, file), "utf8");
    const changed = mutants.reduce((source, { before, after }) => source.replace(before, () => after), original);
    writeCompiled(copy, file, changed);
  }
}

function isPlanted({ plugin, file }: Mutant): boolean {
  return plugin === PLUGIN && file.endsWith(".ts") && !file.includes("define-text-plugin");
}

/** @throws {ToolError} when a file is not a case. */
async function checkCorpus(corpus: string): Promise<number> {
  const stored = await loadCorpus(corpus);
  for (const { file, case: tested } of stored) {
    if (!file.endsWith(`${caseId(tested)}.json`)) throw new Error(`${file} does not have the name of its case`);
  }
  const names = readdirSync(corpus).filter((name) => name.endsWith(".json"));
  if (names.length !== stored.length) throw new Error(`a case of ${names.join(", ")} is not read`);
  return stored.length;
}

async function timeOf(copy: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  await once(startRun(copy, args), "exit");
  return performance.now() - start;
}

/** Returns false when the run had ended before. */
async function killAfter(copy: string, args: readonly string[], milliseconds: number): Promise<boolean> {
  const child = startRun(copy, args);
  const exit = once(child, "exit");
  await Promise.race([exit, delay(milliseconds)]);
  const wasRunning = child.exitCode === null;
  child.kill("SIGKILL");
  await exit;
  return wasRunning;
}

function startRun(copy: string, args: readonly string[]) {
  return spawn(process.execPath, ["bin/mcpplugins.js", ...args], { cwd: copy, stdio: "ignore" });
}
