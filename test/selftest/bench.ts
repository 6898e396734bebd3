import { spawn } from "node:child_process";
import { systemClock } from "../../src/bench/clock.ts";
import { compare } from "../../src/bench/compare.ts";
import { isMeasured, type Measured } from "../../src/bench/outcome.ts";
import { leastTime, spinContender, spinScenario } from "./spin.ts";

export interface BenchSelftestOptions {
  /** For each comparison; `bench-compare` has about this long for a scenario and its call floor. */
  readonly seconds: number;
  /** Makes the intervals repeatable; the samples are what they are. */
  readonly seed: number;
  readonly print: (line: string) => void;
}

/** So many comparisons of the same work, of which so many may show a difference. */
const SAME = 100;
const MOST_FALSE_ALARMS = 5;
/** So many of a tenth more work, of which so many have to show it, and to have the truth in their interval. */
const SLOWER = 20;
const LEAST_SEEN = 19;
const LEAST_COVERED = 18;

/** About 50 µs of work, and a tenth more. Whole numbers: a compiler counts up to a fraction in another way. */
const STEPS = 20_000;
const MORE_STEPS = 22_000;
const TRUE_RATIO = STEPS / MORE_STEPS;

/** How far the time of twice the work may be from twice the time. */
const LINEAR = 0.01;

/**
 * Whether `compare` tells the truth while another process keeps a core busy: it sees no difference where there is none, and
 * one of a tenth where there is one. The truth is a number of steps, and not a time.
 */
export async function run({ seconds, seed, print }: BenchSelftestOptions): Promise<boolean> {
  const isLinear = checkLinear(print);
  const load = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
  try {
    const same = await compareOften(SAME, STEPS, seconds, seed, print);
    const falseAlarms = same.filter(({ summary }) => summary.difference !== "none").length;
    print(`the same work: ${falseAlarms} of ${SAME} comparisons show a difference; at most ${MOST_FALSE_ALARMS} may`);

    const slower = await compareOften(SLOWER, MORE_STEPS, seconds, seed, print);
    const seen = slower.filter(({ summary }) => summary.difference === "slower").length;
    const covered = slower.filter(
      ({ summary: { interval } }) => interval.low <= TRUE_RATIO && TRUE_RATIO <= interval.high,
    ).length;
    print(`a tenth more work: ${seen} of ${SLOWER} comparisons show it; at least ${LEAST_SEEN} have to`);
    print(`the true ratio: in ${covered} of ${SLOWER} intervals; in at least ${LEAST_COVERED} it has to be`);
    return isLinear && falseAlarms <= MOST_FALSE_ALARMS && seen >= LEAST_SEEN && covered >= LEAST_COVERED;
  } finally {
    load.kill("SIGKILL");
  }
}

/** A tenth more steps has to be a tenth more time, or the true ratio would be another one. */
function checkLinear(print: (line: string) => void): boolean {
  leastTime(STEPS, 200);
  const ratio = leastTime(2 * MORE_STEPS, 2000) / leastTime(2 * STEPS, 2000);
  const isLinear = Math.abs(ratio * TRUE_RATIO - 1) <= LINEAR;
  print(
    `linear: ${ratio.toFixed(4)} times the time for 1.1 times the steps${isLinear ? "" : ", which is not what it should be"}`,
  );
  return isLinear;
}

async function compareOften(
  times: number,
  steps: number,
  seconds: number,
  seed: number,
  print: (line: string) => void,
): Promise<Measured[]> {
  const contenders = { baseline: spinContender("one", STEPS), candidate: spinContender("other", steps) };
  const measured: Measured[] = [];
  for (let round = 0; round < times; round++) {
    const options = { clock: systemClock(), budget: seconds * 1e9, seed: seed + round };
    const { scenarios } = await compare(
      spinScenario("floor", false),
      [spinScenario("spin", true)],
      contenders,
      options,
    );
    const [outcome] = scenarios;
    if (outcome === undefined || !isMeasured(outcome)) throw new Error("a comparison of two spins measured nothing");
    measured.push(outcome);
    print(describe(outcome, round));
  }
  return measured;
}

function describe({ summary, measurement }: Measured, round: number): string {
  const { ratio, interval, pValue, noiseFloor, difference } = summary;
  const figures = [ratio, interval.low, interval.high, noiseFloor].map((figure) => figure.toFixed(4));
  const [middle, low, high, floor] = figures;
  const pairs = measurement.pairs.first.samples.length;
  return `  ${round + 1}: ${middle} (${low}-${high}), p ${pValue.toExponential(1)}, noise ${floor}, ${pairs} pairs: ${difference}`;
}
