import { TimedCalls } from "../../../src/bench/calls.ts";
import { type Clock, systemClock } from "../../../src/bench/clock.ts";
import { agree } from "../../../src/bench/gate.ts";
import { HOST } from "../../../src/bench/measure.ts";
import { createPacer } from "../../../src/bench/pacer.ts";
import type { Scenario } from "../../../src/bench/scenario.ts";
import { geometricMean } from "../../../src/bench/statistics/geometric-mean.ts";
import type { Create } from "../../../src/difftest/pair.ts";
import { formatTable } from "../../../src/report/table.ts";
import { formatBytes, formatDuration } from "../../../src/report/units.ts";
import { openTarget } from "../../conformance/plugins/target.ts";
import { type Slug, SLUGS } from "../../conformance/plugins/wheel.ts";
import { Peer } from "./peer.ts";
import { createPlain as createPlainPii } from "./plain/pii-filter.ts";
import { createPlain as createPlainSecrets } from "./plain/secrets-detection.ts";
import { EMPTY, plan, specsOf } from "./scenarios.ts";
import { soak } from "./soak.ts";

/** Rounds, in which all sides take turns. */
const ROUNDS = 21;
/** A side's turn takes about this long. */
const TURN_NS = 3e6;
const WARM_UP_NS = 60e6;

const PLAIN: Readonly<Record<Slug, Create>> = { pii_filter: createPlainPii, secrets_detection: createPlainSecrets };

export interface BenchOptions {
  readonly print: (line: string) => void;
  /** An interpreter that has the real plugins. */
  readonly python: string;
  /** Whether to time the real plugins as well. */
  readonly peer: boolean;
  /** How many calls to watch the memory over. */
  readonly soak: number;
}

type Side = "native" | "fallback" | "plain" | "wheel";
type Times = Readonly<Record<Side, number>>;

/**
 * Times whole hook calls of the bundled plugins: native, fallback, the same in plain TypeScript and, with `peer`, the real plugin
 * in Python, in turns. All sides have to agree on a payload before they are timed. The memory is watched over many calls at first.
 */
export async function run(options: BenchOptions): Promise<void> {
  const { print } = options;
  // Before anything large is in the heap, to which a growth could be charged.
  for (const plugin of SLUGS) for (const line of await watchMemory(plugin, options.soak)) print(line);
  const peer = options.peer ? new Peer(options.python) : undefined;
  try {
    for (const plugin of SLUGS) {
      print("");
      print(`${plugin}: times of a call, in the quickest of ${ROUNDS} rounds, and their ratios to native's`);
      for (const line of await compare(plugin, peer)) print(line);
    }
  } finally {
    peer?.end();
  }
}

async function compare(plugin: Slug, peer: Peer | undefined): Promise<string[]> {
  const { implementations, samples } = await openTarget(plugin);
  const creates = { ...implementations, plain: PLAIN[plugin] };
  const measured: { readonly name: string; readonly times: Times }[] = [];
  for (const spec of specsOf(plugin)) {
    measured.push({ name: spec.name, times: await measure(plugin, plan(spec, samples), creates, peer) });
  }
  const others = (["fallback", "plain", "wheel"] as const).filter((side) => side !== "wheel" || peer !== undefined);
  const rows = measured.map(({ name, times }) => [
    name,
    formatDuration(times.native),
    ...others.flatMap((side) => [formatDuration(times[side]), formatRatio(times[side] / times.native)]),
  ]);
  const table = formatTable(
    [["", "native", ...others.flatMap((side) => [side, ""])], ...rows],
    ["left", ...Array.from({ length: 7 }, () => "right" as const)],
  );
  return [...table, ...others.map((side) => `native against ${side}: ${summarise(measured, side)}`)];
}

/** The time of a call of each side, in nanoseconds. */
async function measure(
  plugin: Slug,
  scenario: Scenario,
  creates: Readonly<Record<Exclude<Side, "wheel">, Create>>,
  peer: Peer | undefined,
): Promise<Times> {
  await checkAgreement(plugin, scenario, creates);
  const clock = systemClock();
  const turns: [Side, Turn][] = [];
  for (const side of ["native", "fallback", "plain"] as const) {
    const calls = await TimedCalls.open(creates[side](scenario.config, HOST), scenario, clock);
    turns.push([side, await warmUp((count) => calls.run(count), clock)]);
  }
  if (peer !== undefined) {
    await peer.open(plugin, scenario, creates.native(scenario.config, HOST));
    turns.push(["wheel", await warmUp((count) => peer.run(count), clock)]);
  }
  const samples: Record<Side, number[]> = { native: [], fallback: [], plain: [], wheel: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, turn] of round % 2 === 0 ? turns : turns.toReversed()) samples[side].push(await turn());
  }
  // What else the machine does only ever makes calls slower.
  return {
    native: Math.min(...samples.native),
    fallback: Math.min(...samples.fallback),
    plain: Math.min(...samples.plain),
    wheel: Math.min(...samples.wheel),
  };
}

/** @throws {Error} when native does not agree with one of the others of ours. */
async function checkAgreement(
  plugin: Slug,
  scenario: Scenario,
  { native, fallback, plain }: Readonly<Record<Exclude<Side, "wheel">, Create>>,
): Promise<void> {
  const pacer = createPacer(systemClock(), undefined, () => {});
  for (const [side, create] of Object.entries({ fallback, plain })) {
    const candidate = { name: "native", create: native };
    const outcome = await agree(scenario, { baseline: { name: side, create }, candidate }, pacer);
    if (outcome.status !== "agreed") {
      throw new Error(
        `${plugin}, ${scenario.name}: native and ${side} differ: ${JSON.stringify(outcome).slice(0, 500)}`,
      );
    }
  }
}

/** Makes some calls, and gives the mean time of one. */
type Turn = () => Promise<number>;

/** Calls until compilers have had their time; then a turn is as many calls as take `TURN_NS`. */
async function warmUp(callMany: (calls: number) => Promise<number>, clock: Clock): Promise<Turn> {
  const until = clock.now() + WARM_UP_NS;
  let batch = 1;
  let taken = 0;
  do {
    taken = await callMany(batch);
    if (taken < TURN_NS / 2) batch *= 2;
  } while (clock.now() < until || taken < TURN_NS / 2);
  return async () => (await callMany(batch)) / batch;
}

function summarise(measured: readonly { readonly name: string; readonly times: Times }[], side: Side): string {
  // Nobody is asked about an empty payload: its ratio says nothing of the two.
  const withText = measured.filter(({ name }) => name !== EMPTY);
  const ratios = withText.map(({ name, times }) => ({ name, ratio: times[side] / times.native }));
  const mean = geometricMean(ratios.map(({ ratio }) => ratio));
  const least = ratios.reduce((smallest, each) => (each.ratio < smallest.ratio ? each : smallest));
  return `geometric mean ${formatRatio(mean)} with text, smallest ${formatRatio(least.ratio)} (${least.name})`;
}

function formatRatio(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;
}

async function watchMemory(plugin: Slug, calls: number): Promise<string[]> {
  const { implementations, samples } = await openTarget(plugin);
  const spec = specsOf(plugin).find(({ name }) => name === "100 B, sparse");
  if (spec === undefined) throw new Error("there is no scenario to watch the memory with");
  const scenario = plan(spec, samples);
  const lines: string[] = [];
  for (const [side, create] of Object.entries(implementations)) {
    const { before, after } = await soak(create(scenario.config, HOST), scenario, calls);
    const growth = `${after < before ? "-" : "+"}${formatBytes(Math.abs(after - before))}`;
    lines.push(
      `${plugin}, ${side}: ${formatBytes(before)} held, ${growth} after ${calls.toLocaleString("en-US")} calls`,
    );
  }
  return lines;
}
