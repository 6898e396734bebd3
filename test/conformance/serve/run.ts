import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstDifference } from "../runtime/compare.ts";
import { Oracle } from "../runtime/oracle.ts";
import type { Counts, SuiteOptions } from "../runtime/run.ts";
import { crashes, type Failure, FAILURES } from "./failures.ts";
import { type Call, callsOf } from "./generate.ts";
import { attack } from "./hostile.ts";
import { callInProcess, openInProcess, type Outcome } from "./in-process.ts";
import { SERVED } from "./served.ts";
import { overHttp, overSocket, overStdio, overWorkers, type Reach } from "./transports.ts";

/** Calls of each plugin over each transport, where no other number is asked for. */
const CALLS = 10;

/** How much bad input each transport gets. */
const MALFORMED = 10_000;

interface Theirs extends Omit<Outcome, "result"> {
  readonly sent: Call["payload"];
  readonly result?: unknown;
}

/** Calls our server through CPEX's own manager: it must see what our manager sees of the same plugins in process. */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "serve-conformance-"));
  const config = join(folder, "config.yaml");
  writeFileSync(config, JSON.stringify({ plugins: SERVED }));
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const suite = new Suite(oracle, print);
  const perPlugin = Math.max(CALLS, Math.ceil(random / SERVED.length));
  try {
    for (const start of [overStdio, overHttp, overWorkers, overSocket]) {
      const reach = await start(config, folder);
      try {
        for (const served of SERVED) await suite.compare(reach, served, perPlugin, seed);
        for (const failure of FAILURES) await suite.fail(reach, failure);
        // Whoever starts the server himself can start it again.
        if (start === overStdio) for (const failure of crashes(folder)) await suite.fail(reach, failure);
        print(`${perPlugin * SERVED.length} calls and ${FAILURES.length} failures over ${reach.name}`);
      } finally {
        await reach.stop();
      }
    }
    for (const { what, sent, wrong } of await attack(config, join(folder, "attacked.sock"), MALFORMED, seed)) {
      suite.counts.passed += sent - wrong.length;
      suite.counts.failed += wrong.length;
      print(`${sent} malformed ${what}`);
      for (const line of wrong.slice(0, 5)) print(line);
    }
    return suite.counts;
  } finally {
    oracle.close();
    rmSync(folder, { recursive: true });
  }
}

class Suite {
  readonly counts = { passed: 0, failed: 0 };
  readonly #oracle: Oracle;
  readonly #print: (line: string) => void;

  constructor(oracle: Oracle, print: (line: string) => void) {
    this.#oracle = oracle;
    this.#print = print;
  }

  /** Makes random calls of one plugin on both sides. */
  async compare({ name: way, mcp }: Reach, entry: (typeof SERVED)[number], count: number, seed: number): Promise<void> {
    const calls = callsOf(entry.name, entry.hooks, count, seed);
    const opened = await this.#open(entry.name, mcp, 30);
    this.#check(`${way}, ${entry.name}, its config`, configOf(opened), expectedConfig(entry));
    const theirs = (await this.#oracle.ask({ do: "calls", calls })) as readonly Theirs[];
    await this.#oracle.ask({ do: "close" });
    const manager = await openInProcess(entry, tmpdir());
    try {
      const ours: Outcome[] = [];
      for (const [index, call] of calls.entries()) {
        ours.push(await callInProcess(manager, { ...call, payload: theirs[index]?.sent ?? call.payload }));
      }
      const read = await this.#read(calls, ours);
      for (const [index, { sent: _, ...rest }] of theirs.entries()) {
        const name = `${way}, ${entry.name}, ${JSON.stringify(calls[index])}`;
        this.#check(name, rest, { ...ours[index], ...read[index] });
      }
    } finally {
      await manager.shutdown();
    }
  }

  /** Makes one call that fails, and compares what the gateway sees with what it is to see. */
  async fail({ name: way, mcp }: Reach, { name, plugin, step, timeout = 30, sees }: Failure): Promise<void> {
    await this.#open(plugin, mcp, timeout);
    const context = { request_id: "r", metadata: { step } };
    const call = { hook: "tool_pre_invoke", payload: { name: "t" }, context };
    const [theirs] = (await this.#oracle.ask({ do: "calls", calls: [call] })) as readonly Theirs[];
    await this.#oracle.ask({ do: "close" });
    const seen = Object.fromEntries(Object.keys(sees).map((key) => [key, theirs?.[key as keyof Theirs]]));
    this.#check(`${way}, ${name}`, seen, sees);
  }

  async #open(name: string, mcp: object, timeout: number): Promise<unknown> {
    const opened = await this.#oracle.ask({ do: "open", plugin: { name, kind: "external", mcp }, timeout });
    const { load_error } = opened as Readonly<Record<string, unknown>>;
    if (load_error !== undefined) throw new Error(`CPEX can't load ${name}: ${String(load_error)}`);
    return opened;
  }

  /** Our results as CPEX's models read them, by index. */
  async #read(calls: readonly Call[], ours: readonly Outcome[]): Promise<readonly object[]> {
    const results = calls.flatMap(({ hook }, index) => {
      const result = ours[index]?.result;
      return result === undefined ? [] : [{ hook, result }];
    });
    const read = (await this.#oracle.ask({ do: "read", results })) as unknown[];
    return ours.map(({ result }) => (result === undefined ? {} : { result: read.shift() }));
  }

  #check(name: string, left: unknown, right: unknown): void {
    const difference = firstDifference(left, JSON.parse(JSON.stringify(right)));
    this.counts[difference === undefined ? "passed" : "failed"]++;
    if (difference !== undefined) this.#print(`${name}: ${difference}`);
  }
}

/** What the gateway runs the plugin under, as far as the server says it. */
function configOf(opened: unknown): unknown {
  const { hooks, mode, on_error, priority, tags, config } = (opened as { config: Record<string, unknown> }).config;
  return { hooks, mode, on_error, priority, tags, config };
}

function expectedConfig(entry: (typeof SERVED)[number]): unknown {
  const defaults = { mode: "sequential", on_error: "fail", priority: 100, tags: [], config: null };
  const { hooks, mode, on_error, priority, tags, config } = { ...defaults, ...entry };
  const shown = config !== null && "password" in config ? { password: "**********" } : config;
  return { hooks, mode, on_error, priority, tags, config: shown };
}
