import { setTimeout as pause } from "node:timers/promises";
import { median } from "../../../src/bench/statistics/quantile.ts";
import { formatTable } from "../../../src/report/table.ts";
import { formatDuration } from "../../../src/report/units.ts";
import { ALLOW } from "../../../src/plugin/result.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";
import { Oracle } from "../../conformance/oracle.ts";

/** Rounds, in which both sides take turns. */
const ROUNDS = 9;
const OUR_CALLS = 40_000;
const PEER_CALLS = 2_000;
const SOAK_CALLS = 1_000_000;

const SETUPS = {
  "one no-op plugin": ["sequential"],
  "ten over all phases": [
    "sequential",
    "sequential",
    "transform",
    "transform",
    "audit",
    "audit",
    "concurrent",
    "concurrent",
    "fire_and_forget",
    "fire_and_forget",
  ],
} as const;

const PAYLOAD = { name: "search", args: { q: "hello" } };

/** Compares a call of our manager with one of CPEX's, in one run, and watches the heap over a million of ours. */
export async function run({ python, print }: { python: string; print: (line: string) => void }): Promise<void> {
  const peer = new Oracle(python, new URL("peer.py", import.meta.url));
  const rows = [["", "ours", "cpex", "ratio of the medians (slowest and quickest round)"]];
  for (const [title, modes] of Object.entries(SETUPS)) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push((await timeCalls(modes, OUR_CALLS)) / OUR_CALLS);
      theirs.push(Number(await peer.ask({ modes, calls: PEER_CALLS })) / PEER_CALLS);
    }
    const ratios = theirs.map((time, round) => time / (ours[round] ?? Number.NaN)).sort((a, b) => a - b);
    const ratio = median(theirs) / median(ours);
    const range = `${ratios[0]?.toFixed(1)}-${ratios.at(-1)?.toFixed(1)}`;
    rows.push([title, formatDuration(median(ours)), formatDuration(median(theirs)), `${ratio.toFixed(1)}x (${range})`]);
  }
  peer.close();
  for (const line of formatTable(rows)) print(line);
  print(`heap after ${SOAK_CALLS.toLocaleString("en-US")} calls: ${await heapGrowth()}`);
}

async function createManager(modes: readonly string[]): Promise<PluginManager> {
  const plugins = modes.map((mode, number) =>
    pluginConfig.parse({ name: `p${number}`, kind: "no-op", hooks: ["tool_pre_invoke"], mode }),
  );
  const instance = { implementation: "fallback", hooks: ["tool_pre_invoke"], invoke: async () => ALLOW } as const;
  return await PluginManager.create({ plugins, load: async (config) => ({ config, instance }) });
}

/** Nanoseconds for so many calls, after a tenth as many to warm up. */
async function timeCalls(modes: readonly string[], calls: number): Promise<number> {
  const manager = await createManager(modes);
  const invoke = () => manager.invokeHook("tool_pre_invoke", PAYLOAD, { request_id: "r", state: {}, metadata: {} });
  for (let call = 0; call < calls / 10; call++) await invoke();
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) await invoke();
  const taken = Number(process.hrtime.bigint() - start);
  await manager.shutdown();
  return taken;
}

async function heapGrowth(): Promise<string> {
  const { gc } = globalThis;
  if (gc === undefined) return "not measured; run with --expose-gc";
  const settle = async (): Promise<number> => {
    await pause(50);
    gc();
    return process.memoryUsage().heapUsed;
  };
  await timeCalls(SETUPS["ten over all phases"], SOAK_CALLS / 10);
  const before = await settle();
  await timeCalls(SETUPS["ten over all phases"], SOAK_CALLS);
  const growth = Math.round(((await settle()) - before) / 1024);
  return `${growth > 0 ? "+" : ""}${growth} KiB`;
}
