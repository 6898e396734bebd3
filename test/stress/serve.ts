import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "../../src/bench/statistics/quantile.ts";
import { PluginError } from "../../src/plugin/plugin-error.ts";
import { pluginConfig } from "../../src/runtime/config/plugin-config.ts";
import { openExternal } from "../../src/runtime/external/open-external.ts";
import { PluginManager } from "../../src/runtime/manager/manager.ts";
import { end, startServer } from "../conformance/serve/transports.ts";

const CLIENTS = 32;
const WORKERS = 2;
const KILL_MS = 5000;
const WATCH_MS = 2000;
/** How much more a server may hold, in bytes. From quarter to quarter of 200,000 calls, a leak of 63 bytes a call would be more, and in its heap, of 21. */
const NOISE = { resident: 6 * 1024 * 1024, heap: 2 * 1024 * 1024 };
const MEMORY_REPORTER = new URL("report-memory.js", import.meta.url).href;

/** What a caller is told when a worker was killed. */
const EXPECTED_ERRORS = new Set(["The worker of the plugin has ended", "There is no worker for the plugin"]);

interface Tally {
  right: number;
  readonly wrong: string[];
  errors: number;
  kills: number;
}

export interface ServeStressOptions {
  readonly print: (line: string) => void;
  /** How many calls to make over each transport. */
  readonly calls: number;
}

/**
 * Calls a server while its workers are killed, one every five seconds: each call must have the right answer, or the error
 * that says that its worker has ended, and the server's memory must be flat.
 */
export async function run({ print, calls }: ServeStressOptions): Promise<{ readonly failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), "serve-stress-"));
  const config = join(folder, "config.yaml");
  const kind = fileURLToPath(new URL("echo", import.meta.url));
  writeFileSync(config, JSON.stringify({ plugins: [{ name: "Echo", kind, hooks: ["tool_pre_invoke"] }] }));
  let failed = 0;
  try {
    for (const transport of ["unix", "http"]) {
      const uds = join(folder, `${transport}.sock`);
      const mcp = { proto: "STREAMABLEHTTP", url: "http://localhost/mcp", uds };
      const section = transport === "unix" ? { unix_socket: { path: uds } } : { mcp };
      const report = join(folder, `${transport}.json`);
      const env = { NODE_OPTIONS: `--import ${MEMORY_REPORTER}`, MEMORY_REPORT: report };
      const { child } = await startServer(config, ["--uds", uds, "--workers", String(WORKERS)], transport, env);
      try {
        if (!(await stress({ transport, section, pid: child.pid ?? 0, report, calls, print }))) failed++;
      } finally {
        await end(child);
      }
    }
    return { failed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Stress extends ServeStressOptions {
  readonly transport: string;
  /** What leads a client to the server, in a config. */
  readonly section: object;
  readonly pid: number;
  /** Where the server tells its memory. */
  readonly report: string;
}

async function stress({ transport, section, pid, report, calls, print }: Stress): Promise<boolean> {
  const tally: Tally = { right: 0, wrong: [], errors: 0, kills: 0 };
  const memory: NodeJS.MemoryUsage[] = [];
  const done = new AbortController();
  const killing = every(KILL_MS, done.signal, () => {
    const workers = childrenOf(pid);
    const victim = workers[tally.kills % workers.length];
    if (victim === undefined) return;
    process.kill(victim, "SIGKILL");
    tally.kills++;
  });
  const watching = every(WATCH_MS, done.signal, () => {
    if (existsSync(report)) memory.push(JSON.parse(readFileSync(report, "utf8")));
    process.kill(pid, "SIGUSR2");
  });
  const begun = performance.now();
  await callAll(section, calls, tally);
  const seconds = (performance.now() - begun) / 1000;
  done.abort();
  await Promise.all([killing, watching]);
  const { right, wrong, errors, kills } = tally;
  print(`${transport}: ${calls} calls by ${CLIENTS} clients in ${seconds.toFixed(0)} s, ${kills} workers killed`);
  print(`  ${right} right, ${errors} told that their worker ended, ${wrong.length} wrong or lost`);
  for (const line of wrong.slice(0, 5)) print(`  ${line}`);
  const resident = quarters(memory.map(({ rss }) => rss));
  const heap = quarters(memory.map(({ heapUsed }) => heapUsed));
  print(`  memory after a collection, in MiB: ${inWords(resident)} resident, ${inWords(heap)} of the heap in use`);
  const isFlat = resident.late - resident.early <= NOISE.resident && heap.late - heap.early <= NOISE.heap;
  if (!isFlat) print("  the memory grew");
  return wrong.length === 0 && right + errors === calls && isFlat && kills > 0;
}

/** Medians: one look may fall on a burst of calls. */
interface Quarters {
  readonly early: number;
  readonly late: number;
}

/** The second quarter of a run and the last: in the first, caches and buffers reach their size. */
function quarters(sizes: readonly number[]): Quarters {
  const quarter = Math.floor(sizes.length / 4);
  if (quarter === 0) throw new Error("the run is too short to tell whether memory grows: raise --calls");
  return { early: median(sizes.slice(quarter, 2 * quarter)), late: median(sizes.slice(-quarter)) };
}

function inWords({ early, late }: Quarters): string {
  const [before, after] = [early, late].map((bytes) => (bytes / 1024 / 1024).toFixed(1));
  return `${before} -> ${after}`;
}

async function callAll(section: object, calls: number, tally: Tally): Promise<void> {
  const entry = pluginConfig.parse({ name: "Echo", kind: "external", hooks: ["tool_pre_invoke"], ...section });
  const opened = await openExternal(entry, { base: tmpdir(), timeoutSeconds: 30, log: () => {} });
  const manager = await PluginManager.create({ plugins: [entry], load: async () => opened });
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < calls) {
      const number = sent++;
      try {
        const context = { request_id: String(number), state: {}, metadata: {} };
        const payload = { name: "t", args: { number } };
        const { result } = await manager.invokeHook("tool_pre_invoke", payload, context);
        const answer = JSON.stringify(result.modified_payload);
        if (answer === JSON.stringify({ name: "t", args: { number: number + 1 } })) tally.right++;
        else tally.wrong.push(`${number}: ${answer}`);
      } catch (error) {
        if (error instanceof PluginError && EXPECTED_ERRORS.has(error.message)) tally.errors++;
        else tally.wrong.push(`${number}: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  await manager.shutdown();
}

async function every(milliseconds: number, signal: AbortSignal, task: () => void): Promise<void> {
  try {
    for (;;) {
      await delay(milliseconds, undefined, { signal });
      task();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map(Number);
  } catch {
    // There is none at the moment.
    return [];
  }
}
