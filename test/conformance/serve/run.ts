import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { payloadOf } from "../../../src/server/service/service.ts";
import { firstDifference } from "../compare.ts";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { crashes, type Failure, FAILURES } from "./failures.ts";
import { type Call, callsOf } from "./generate.ts";
import { attack, type Findings } from "./hostile.ts";
import { attackService } from "./hostile-service.ts";
import { inspect } from "./inspector.ts";
import { callInProcess, openInProcess, type Outcome } from "./in-process.ts";
import { SERVED } from "./served.ts";
import {
  overGrpc,
  overGrpcSocket,
  overHttp,
  overSocket,
  overStdio,
  overUnix,
  overWorkers,
  type Reach,
} from "./transports.ts";

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
    for (const start of [overStdio, overHttp, overWorkers, overSocket, overUnix, overGrpc, overGrpcSocket]) {
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
    await suite.comeLate(await overUnix(config, folder, { PLUGINS_PLUGIN_TIMEOUT: "1" }));
    for (const findings of (await inspect(config, folder, print)) ?? []) suite.take(findings);
    for (const { what, ...rest } of [
      ...(await attack(config, join(folder, "attacked.sock"), MALFORMED, seed)),
      ...(await attackService(config, folder, MALFORMED, seed)),
    ]) {
      suite.take({ what: `malformed ${what}`, ...rest });
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
  async compare({ name: way, section }: Reach, entry: Served, count: number, seed: number): Promise<void> {
    const isMcp = "mcp" in section;
    const calls = callsOf(entry.name, isMcp ? entry.hooks : entry.hooks.filter(canBeEncoded), count, seed);
    const opened = await this.#open(entry.name, { ...section, ...ownFields(section, entry) }, 30);
    this.#check(`${way}, ${entry.name}, its config`, configOf(opened), expectedConfig(entry, section));
    const theirs = (await this.#oracle.ask({ do: "calls", calls, is_mcp: isMcp })) as readonly Theirs[];
    await this.#oracle.ask({ do: "close" });
    const manager = await openInProcess(entry, tmpdir());
    try {
      const ours: Outcome[] = [];
      for (const [index, call] of calls.entries()) {
        const sent = theirs[index]?.sent ?? call.payload;
        ours.push(await callInProcess(manager, { ...call, payload: isMcp ? sent : payloadOf(call.hook, sent) }));
      }
      const read = await this.#read(calls, ours);
      for (const [index, { sent: _, ...rest }] of theirs.entries()) {
        const name = `${way}, ${entry.name}, ${JSON.stringify(calls[index])}`;
        const expected = { ...ours[index], ...read[index] };
        if (isMcp) this.#check(name, rest, expected);
        else this.#check(name, sortExamples(rest), sortExamples(expected));
      }
    } finally {
      await manager.shutdown();
    }
  }

  /** Makes one call that fails, and compares what the gateway sees with what it is to see. */
  async fail({ name: way, section }: Reach, { name, plugin, step, timeout = 30, sees }: Failure): Promise<void> {
    await this.#open(
      plugin,
      { ...section, ...("unix_socket" in section ? { hooks: ["tool_pre_invoke"] } : {}) },
      timeout,
    );
    const context = { request_id: "r", metadata: { step } };
    const call = { hook: "tool_pre_invoke", payload: { name: "t" }, context };
    const [theirs] = (await this.#oracle.ask({ do: "calls", calls: [call], is_mcp: true })) as readonly Theirs[];
    await this.#oracle.ask({ do: "close" });
    const seen = Object.fromEntries(Object.keys(sees).map((key) => [key, theirs?.[key as keyof Theirs]]));
    this.#check(`${way}, ${name}`, seen, sees);
  }

  /** After a call that the gateway has given up, calls over the same connection must have answers of their own. */
  async comeLate(reach: Reach): Promise<void> {
    const calls = [{ sleep_ms: 1500 }, { say: { n: 1 } }, { say: { n: 2 } }].map((step) => ({
      hook: "tool_pre_invoke",
      payload: { name: "t" },
      context: { request_id: JSON.stringify(step), metadata: { step } },
    }));
    try {
      await this.#open("Plain", { ...reach.section, hooks: ["tool_pre_invoke"] }, 1);
      const theirs = (await this.#oracle.ask({ do: "calls", calls, is_mcp: true })) as readonly Theirs[];
      await this.#oracle.ask({ do: "close" });
      const [late, ...others] = theirs;
      this.#check("a late answer", (late?.error as { message?: unknown })?.message, "Plugin Plain exceeded 1s timeout");
      const said = others.map(({ result }) => (result as { metadata?: unknown } | undefined)?.metadata);
      this.#check("the answers after a late one", said, [{ n: 1 }, { n: 2 }]);
    } finally {
      await reach.stop();
    }
  }

  take({ what, sent, wrong }: Findings): void {
    this.counts.passed += sent - wrong.length;
    this.counts.failed += wrong.length;
    this.#print(`${sent} ${what}`);
    for (const line of wrong.slice(0, 5)) this.#print(line);
  }

  async #open(name: string, fields: object, timeout: number): Promise<unknown> {
    const opened = await this.#oracle.ask({ do: "open", plugin: { name, kind: "external", ...fields }, timeout });
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

type Served = (typeof SERVED)[number];

/** Over its own Unix socket protocol the gateway takes nothing over from the server. */
function ownFields(section: Reach["section"], entry: Served): object {
  const { name: _, kind: __, ...fields } = { ...entry, config: null };
  return "unix_socket" in section ? fields : {};
}

/** Keys of a struct arrive in any order, and what a plugin finds in their values comes in that order. */
function sortExamples(outcome: unknown): unknown {
  return JSON.parse(JSON.stringify(outcome), (key, value: unknown) =>
    key === "examples" && Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value,
  );
}

/** CPEX's client fails on payloads with a secret in them, where they are to be protobuf. */
function canBeEncoded(hook: string): boolean {
  return hook !== "identity_resolve" && hook !== "token_delegate";
}

/** What the gateway runs the plugin under, as far as the server says it. */
function configOf(opened: unknown): unknown {
  const { hooks, mode, on_error, priority, tags, config } = (opened as { config: Record<string, unknown> }).config;
  return { hooks, mode, on_error, priority, tags, config };
}

function expectedConfig(entry: Served, section: Reach["section"]): unknown {
  const defaults = { mode: "sequential", on_error: "fail", priority: 100, tags: [], config: null };
  const { hooks, mode, on_error, priority, tags, config } = { ...defaults, ...entry };
  if ("unix_socket" in section) return { hooks, mode, on_error, priority, tags, config: null };
  const shown = config !== null && "password" in config ? { password: "**********" } : config;
  return { hooks, mode, on_error, priority, tags, config: shown };
}
