import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PluginInstance } from "../../../../src/plugin/instance.ts";
import { ALLOW } from "../../../../src/plugin/result.ts";
import type { Decision, Metrics, TextEngine } from "../../../../src/plugin/text/bridge.ts";
import { createTextInstance } from "../../../../src/plugin/text/bridge.ts";
import { DEFAULT_LIMITS } from "../../../../src/plugin/text/limits.ts";
import { pluginCondition } from "../../../../src/runtime/config/condition.ts";
import type { PluginConfig, PluginMode } from "../../../../src/runtime/config/plugin-config.ts";
import { PluginManager } from "../../../../src/runtime/manager/manager.ts";
import { withTrace } from "../../../../src/runtime/manager/observability.ts";
import { configOf, globalContext, modify } from "./fixture.ts";

/** A text plugin that finds one letter, and what it makes of that. */
interface Finder {
  readonly letter: string;
  readonly found: Decision;
  readonly quiet?: Decision;
  readonly metrics?: Metrics;
  readonly maxTextBytes?: number;
  readonly fields?: TextEngine["fields"];
}

/** Scans by one engine, each with how many others it asked along. */
type ScanLog = [letter: string, along: number][];

/** Throws for a "!": asked along with others it is then just not quiet, as an addon is. */
class LetterEngine implements TextEngine {
  readonly limits;
  readonly fields;
  readonly #finder: Finder;
  readonly #log: ScanLog;

  constructor(finder: Finder, log: ScanLog) {
    this.limits = { ...DEFAULT_LIMITS, maxTextBytes: finder.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes };
    this.fields = finder.fields;
    this.#finder = finder;
    this.#log = log;
  }

  scan(_hook: unknown, texts: readonly string[], traced: boolean) {
    return this.#scan(texts, traced, 0);
  }

  find() {
    return [];
  }

  join(others: readonly TextEngine[]) {
    const peers = others as readonly LetterEngine[];
    let quiet = 0;
    const isQuiet = (peer: LetterEngine, texts: readonly string[]): boolean => {
      try {
        return peer.#ask(texts, false) === undefined;
      } catch {
        return false;
      }
    };
    return {
      scan: (_hook: unknown, texts: readonly string[], traced: boolean) => {
        const verdict = this.#scan(texts, traced, peers.length);
        const firstLoud = peers.findIndex((peer) => !isQuiet(peer, texts));
        quiet = firstLoud < 0 ? peers.length : firstLoud;
        return verdict;
      },
      quiet: () => quiet,
    };
  }

  #scan(texts: readonly string[], traced: boolean, along: number) {
    this.#log.push([this.#finder.letter, along]);
    return this.#ask(texts, traced);
  }

  #ask(texts: readonly string[], traced: boolean) {
    const { letter, found, quiet, metrics: counts } = this.#finder;
    const metrics = traced ? counts : undefined;
    if (texts.some((text) => text.includes("!"))) throw new Error("told to fail");
    const rewrites = texts.flatMap((text, index) =>
      text.includes(letter) ? [{ text: index, value: text.replaceAll(letter, "*") }] : [],
    );
    if (rewrites.length > 0) return { decision: found, metrics, rewrites: found.mask === true ? rewrites : [] };
    return quiet === undefined ? undefined : { decision: quiet, metrics, rewrites: [] };
  }
}

type Part = { readonly config?: Partial<PluginConfig> } & (
  | { readonly finder: Finder }
  | { readonly invoke: PluginInstance["invoke"] }
);

interface Setting {
  readonly parts: readonly Part[];
  /** Whether the manager may see that plugins can be asked together. */
  readonly together: boolean;
}

/** A manager of the parts, with what it logs, traces and scans. */
async function open({ parts, together }: Setting) {
  const scans: ScanLog = [];
  const log: unknown[] = [];
  const spans: unknown[] = [];
  const manager = await PluginManager.create({
    plugins: parts.map(({ config }, index) => configOf(`p${index}`, config)),
    load: async (config) => ({ config, instance: instanceOf(parts[Number(config.name.slice(1))]!) }),
    log: (record) => log.push(record),
    observability: {
      startSpan: ({ name, attributes }) => {
        const { "plugin.uuid": _, ...stable } = attributes;
        spans.push(["start", name, stable]);
        return name;
      },
      endSpan: (...end) => void spans.push(["end", ...end]),
    },
  });

  function instanceOf(part: Part): PluginInstance {
    if ("invoke" in part) return { implementation: "fallback", hooks: ["tool_pre_invoke"], invoke: part.invoke };
    const host = { slug: `finder-${part.finder.letter}`, salt: "s", log: (record: unknown) => log.push(record) };
    const engine = new LetterEngine(part.finder, scans);
    const looksAt = { tool_pre_invoke: "args" };
    const { text, ...alone } = createTextInstance({ implementation: "native", looksAt, engine, host });
    return together && text !== undefined ? { ...alone, text } : alone;
  }
  return { manager, scans, log, spans };
}

const extensions = { request: { trace_id: "t1" } };

/** All that callers and operators see of some calls. */
async function observe(setting: Setting, payloads: readonly unknown[]): Promise<unknown> {
  const { manager, log, spans } = await open(setting);
  const calls: unknown[] = [];
  for (const payload of payloads) {
    const context = globalContext();
    const run = () => manager.invokeHook("tool_pre_invoke", structuredClone(payload) as never, context, { extensions });
    try {
      const { result, contexts } = await withTrace("t1", run);
      const background = await result.waitForBackgroundTasks();
      const executions = result.executions.map((record) => {
        const { duration_ns, plugin_id: _, ...stable } = record;
        return { ...stable, timed: duration_ns > 0 };
      });
      calls.push({ ...result, executions, background, contexts: [...(contexts?.values() ?? [])], context });
    } catch (error) {
      calls.push([String(error), (error as { error?: unknown }).error]);
    }
  }
  return JSON.parse(JSON.stringify({ calls, log, spans, disabled: [...manager.runtimeDisabled] }));
}

const toolsOnly = (name: string) => [pluginCondition.parse({ tools: [name] })];

const violation = { reason: "found", description: "a letter", code: "LETTER" };
const decisions = fc.constantFrom<Decision>(
  { mask: true },
  { deny: violation },
  { log: { level: "info", message: "found" } },
);
const config = fc.record({
  mode: fc.constantFrom<PluginMode>(
    "sequential",
    "sequential",
    "sequential",
    "transform",
    "audit",
    "concurrent",
    "concurrent",
    "fire_and_forget",
  ),
  on_error: fc.constantFrom("fail" as const, "ignore" as const, "disable" as const),
  priority: fc.constantFrom(1, 1, 1, 2),
  conditions: fc.constantFrom([], [], [], toolsOnly("search"), toolsOnly("other")),
});
const finder = fc.record(
  {
    letter: fc.constantFrom("a", "b", "c"),
    found: decisions,
    quiet: fc.constantFrom<Decision>({ log: { level: "info", message: "nothing" } }, { deny: violation }),
    metrics: fc.constant({ count: 1 }),
    maxTextBytes: fc.constantFrom(4, 40),
    fields: fc.constantFrom({ allow: ["q"], deny: [] }, { allow: [], deny: ["q"] }),
  },
  { requiredKeys: ["letter", "found"] },
);
const others = fc.constantFrom<PluginInstance["invoke"]>(
  () => ALLOW,
  async () => ALLOW,
  () => modify({ name: "search", args: { q: "b" } }),
  async (_, payload) => modify(structuredClone(payload)),
  (_, payload) => modify(payload),
);
const parts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ finder, config }) },
    {
      weight: 6,
      arbitrary: fc.record({ finder: fc.record({ letter: fc.constantFrom("a", "b", "c"), found: decisions }) }),
    },
    { weight: 2, arbitrary: fc.record({ invoke: others, config }) },
  ),
  { minLength: 1, maxLength: 6 },
);
const texts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "zz", "zz zz zz zz") },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom("a", "b", "c", "z", "z", "!"), maxLength: 6 }) },
);
const payloads = fc.array(
  fc.record({ name: fc.constant("search"), args: fc.oneof(texts, fc.record({ q: texts, deep: fc.array(texts) })) }),
  { minLength: 1, maxLength: 3 },
);

const finds = (letter: string): Part => ({ finder: { letter, found: { mask: true } } });
const clean = { name: "search", args: { q: "zz" } };

async function scansOf(chain: readonly Part[], payload: unknown): Promise<ScanLog> {
  const { manager, scans } = await open({ parts: chain, together: true });
  await manager.invokeHook("tool_pre_invoke", payload as never, globalContext());
  return scans;
}

describe("text plugins on one hook", () => {
  it("give, asked together, the very result that they give one by one", async () => {
    await fc.assert(
      fc.asyncProperty(parts, payloads, async (chain, calls) => {
        const together = await observe({ parts: chain, together: true }, calls);
        expect(together).toEqual(await observe({ parts: chain, together: false }, calls));
      }),
      { numRuns: 300 },
    );
  });

  it("are asked once about a clean payload", async () => {
    expect(await scansOf([finds("a"), finds("b"), finds("c")], clean)).toEqual([["a", 2]]);
  });

  it("are asked once in each phase of the chain", async () => {
    const concurrent = (letter: string) => ({ ...finds(letter), config: { mode: "concurrent" as const } });
    const chain = [finds("a"), finds("b"), concurrent("c"), concurrent("d")];
    expect(await scansOf(chain, clean)).toEqual([
      ["a", 1],
      ["c", 1],
    ]);
  });

  it("are asked again from the one on that has something to say", async () => {
    const payload = { name: "search", args: { q: "b" } };
    expect(await scansOf([finds("a"), finds("b"), finds("c")], payload)).toEqual([
      ["a", 2],
      ["b", 0],
      ["c", 0],
    ]);
  });

  it.each<[string, Part]>([
    ["another plugin", { invoke: () => ALLOW }],
    ["one with conditions", { ...finds("c"), config: { conditions: toolsOnly("search") } }],
    [
      "one that leaves out fields",
      { finder: { letter: "c", found: { mask: true }, fields: { allow: [], deny: ["x"] } } },
    ],
  ])("are asked apart when %s stands between them", async (_, between) => {
    const scans = await scansOf([finds("a"), between, finds("b")], clean);
    expect(scans.every(([, along]) => along === 0)).toBe(true);
    expect(scans).toContainEqual(["b", 0]);
  });

  it("are asked apart when the payload is beyond the limits of one of them", async () => {
    const strict: Part = { finder: { letter: "b", found: {}, maxTextBytes: 1 }, config: { on_error: "ignore" } };
    expect(await scansOf([finds("a"), strict, finds("c")], clean)).toEqual([
      ["a", 0],
      ["c", 0],
    ]);
  });

  it("are asked on their own by name", async () => {
    const { manager, scans } = await open({ parts: [finds("a"), finds("b")], together: true });
    await manager.invokeHookForPlugin("p0", "tool_pre_invoke", clean, globalContext());
    expect(scans).toEqual([["a", 0]]);
  });
});
