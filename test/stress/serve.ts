import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PluginError } from "../../src/plugin/plugin-error.ts";
import { pluginConfig } from "../../src/runtime/config/plugin-config.ts";
import { openExternal } from "../../src/runtime/external/open-external.ts";
import { PluginManager } from "../../src/runtime/manager/manager.ts";
import { end, startServer } from "../conformance/serve/transports.ts";

const CLIENTS = 32;
const WORKERS = 2;
const KILL_MS = 5000;
/** How much more a heap that settles may keep after a collection, in MiB. */
const NOISE = 8;

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
 * that says that its worker has ended, and the server's memory must not grow.
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
      const { child } = await startServer(config, ["--uds", uds, "--workers", String(WORKERS)], transport);
      try {
        if (!(await stress({ transport, section, pid: child.pid ?? 0, calls, print }))) failed++;
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
}

async function stress({ transport, section, pid, calls, print }: Stress): Promise<boolean> {
  const tally: Tally = { right: 0, wrong: [], errors: 0, kills: 0 };
  const sizes: number[] = [];
  const done = new AbortController();
  const killing = every(KILL_MS, done.signal, () => {
    const workers = childrenOf(pid);
    const victim = workers[tally.kills % workers.length];
    if (victim === undefined) return;
    process.kill(victim, "SIGKILL");
    tally.kills++;
  });
  const watching = every(500, done.signal, () => void sizes.push(residentMebibytes(pid)));
  const begun = performance.now();
  await callAll(section, calls, tally);
  const seconds = (performance.now() - begun) / 1000;
  done.abort();
  await Promise.all([killing, watching]);
  const quarter = Math.floor(sizes.length / 4);
  // A heap rises until it is collected: what a leak would raise is what is left after that.
  const [early, late] = [Math.min(...sizes.slice(quarter, 2 * quarter)), Math.min(...sizes.slice(-quarter))];
  const { right, wrong, errors, kills } = tally;
  print(`${transport}: ${calls} calls by ${CLIENTS} clients in ${seconds.toFixed(0)} s, ${kills} workers killed`);
  print(`  ${right} right, ${errors} told that their worker ended, ${wrong.length} wrong or lost`);
  print(`  the server's memory: at least ${early} MiB in the second quarter, ${late} MiB in the last`);
  for (const line of wrong.slice(0, 5)) print(`  ${line}`);
  return wrong.length === 0 && right + errors === calls && late - early <= NOISE && kills > 0;
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

function residentMebibytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
}
