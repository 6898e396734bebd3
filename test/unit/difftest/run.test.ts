import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/difftest/case.ts";
import { stringsIn } from "../../../src/difftest/data.ts";
import { diffTestExitCode } from "../../../src/difftest/exit-code.ts";
import { compareCase } from "../../../src/difftest/pair.ts";
import { runDiffTest } from "../../../src/difftest/run.ts";
import type { Target } from "../../../src/difftest/target.ts";
import { z } from "../../../src/plugin/index.ts";
import { createTickets, type Mutant, ticketsTarget } from "./tickets.ts";

const budget = { cases: 2000 };
const seed = 11;

/** A small payload of each hook in which a text is looked at. */
const seen = (text: string) => [{ args: { q: text } }, { result: { messages: [{ content: { text } }] } }];

describe("runDiffTest", () => {
  test("finds nothing between a plugin and itself, and has looked at all of it", async () => {
    const result = await runDiffTest(ticketsTarget(), { seed, budget });
    expect(result).toMatchObject({
      ended: "complete",
      differences: [],
      skipped: [],
      cases: { generated: 2000, differing: 0 },
    });
    expect(Object.values(result.cases.byEffect).every((count) => count > 0)).toBe(true);
    expect(Object.values(result.cases.byHook).every((count) => count > 500)).toBe(true);
    expect(result.configs.varied).toEqual(result.configs.options);
    expect(result.configs.refused).toBeGreaterThan(0);
    expect(diffTestExitCode([result])).toBe(0);
  });

  test("runs the same cases for the same seed", async () => {
    const run = async (from: number) => {
      const options = { seed: from, budget: { cases: 500 } };
      const { elapsedMs: _, ...rest } = await runDiffTest(ticketsTarget("metadata key order"), options);
      return rest;
    };
    const [first, again, other] = [await run(1), await run(1), await run(2)];
    expect(first.differences).not.toEqual([]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe("a planted mistake is found and shrunk to its smallest case:", () => {
  test.each<[Mutant, { place?: string; config?: object; text: RegExp; traced?: boolean }]>([
    ["off-by-one span", { text: /^#000$/ }],
    ["wrong mask", { config: { strategy: "stars" }, text: /^(?:AA-0|#0)$/ }],
    ["missed class", { text: /^AA-0?\P{ASCII}$/u }],
    ["wrong overlap order", { config: { words: [expect.any(String)] }, text: /^(?:#0\D?|AA-0\D?)$/u }],
    ["different error text", { text: /^\0$/ }],
    ["missing error", { text: /^\0$/ }],
    ["wrong metadata", { traced: true, text: /^(?:AA-0|#0){3}$/ }],
    ["metadata key order", { traced: true, text: /^(?:AA-0|#0)$/ }],
    ["wrong violation", { config: { block: true }, text: /^#0$/ }],
    ["different log", { place: "log", config: { block: true, log: true }, text: /^(?:AA-0|#0)$/ }],
    ["undefined for absent", { config: { block: true }, text: /^(?:AA-0|#0)$/ }],
  ])("%s", async (mutant, { place = "result", config = {}, text, traced = false }) => {
    const target = ticketsTarget(mutant);
    const { differences } = await runDiffTest(target, { seed, budget });
    const found = differences.find(({ difference }) => difference.place === place);
    expect(found).toMatchObject({ reproduced: true, source: "generated", case: { config, traced, before: [] } });
    expect(stringsIn(found?.case.payload, 9).join("")).toMatch(text);
  });

  test("lost state, with the call that the state comes from", async () => {
    const { differences } = await runDiffTest(ticketsTarget("lost state"), { seed, budget });
    const found = differences.find(({ difference }) => difference.place === "result");
    expect(found).toMatchObject({ reproduced: true, case: { config: { strategy: "count" }, traced: false } });
    expect(found?.case.before.length).toBeGreaterThanOrEqual(1);
    expect(found?.case.before.length).toBeLessThanOrEqual(2);
    expect([...seen("AA-0"), ...seen("#0")]).toContainEqual(found?.case.payload);
  });

  test("mutated input", async () => {
    const { differences } = await runDiffTest(ticketsTarget("mutated input"), { seed, budget: { cases: 10_000 } });
    expect(differences.find(({ difference }) => difference.place === "payload")).toMatchObject({
      case: { payload: { args: { q: " " } }, config: {}, before: [] },
      difference: { path: ["args", "q"], native: { value: "" }, fallback: { value: " " } },
    });
  });

  test("refused config", async () => {
    const { differences } = await runDiffTest(ticketsTarget("refused config"), { seed, budget });
    expect(differences).toMatchObject([
      {
        case: { config: { words: ["a", "a"] }, payload: {} },
        difference: {
          place: "create",
          native: { kind: "error", message: "one word only" },
          fallback: { kind: "value" },
        },
      },
    ]);
  });

  test("and the shrunk case alone shows it again", async () => {
    const { implementations, ...rest } = ticketsTarget("wrong metadata");
    const { differences } = await runDiffTest({ implementations, ...rest }, { seed, budget });
    const outcome = await compareCase(implementations, differences[0]!.case);
    expect(outcome).toMatchObject({ status: "compared", compared: { difference: differences[0]!.difference } });
  });
});

describe("a run", () => {
  const stored = (change: Partial<Case> = {}) => ({
    file: "corpus/1.json",
    case: {
      hook: "tool_pre_invoke",
      payload: { args: { q: "#1234" } },
      config: {},
      traced: false,
      before: [],
      ...change,
    } as Case,
  });

  test("reports a stored case that differs as it is, and counts generated ones with the same symptom to it", async () => {
    const found = stored();
    const { differences, cases } = await runDiffTest(ticketsTarget("off-by-one span"), {
      seed,
      budget,
      stored: [found],
    });
    expect(differences[0]).toMatchObject({ source: "stored", file: found.file, case: found.case });
    expect(differences[0]?.cases).toBeGreaterThan(1);
    expect(cases.stored).toBe(1);
  });

  test.each<[string, Partial<Case>, string]>([
    ["a hook that the plugin no longer has", { hook: "agent_pre_invoke" }, "no hook 'agent_pre_invoke'"],
    ["a config that the plugin no longer takes", { config: { label: 1 } }, "label"],
  ])("says that a stored case has %s, and is no pass", async (_, change, reason) => {
    const result = await runDiffTest(ticketsTarget(), { seed, budget: { cases: 50 }, stored: [stored(change)] });
    expect(result.skipped).toEqual([{ file: "corpus/1.json", reason: expect.stringContaining(reason) }]);
    expect(diffTestExitCode([result])).toBe(4);
  });

  test("of no case is no pass", async () => {
    const result = await runDiffTest(ticketsTarget(), { seed, budget: { cases: 0 } });
    expect(diffTestExitCode([result])).toBe(4);
  });

  test("ends when its seconds are over", async () => {
    let time = 0;
    const result = await runDiffTest(ticketsTarget(), { seed, budget: { seconds: 1 }, now: () => (time += 10) });
    expect(result.ended).toBe("complete");
    expect(result.cases.generated).toBeGreaterThan(20);
    expect(result.cases.generated).toBeLessThan(100);
  });

  test("ends with what it has when it is interrupted", async () => {
    const abort = new AbortController();
    let made = 0;
    const target = ticketsTarget("off-by-one span");
    const fallback: Target["implementations"]["fallback"] = (config, host) => {
      if (++made === 20) abort.abort();
      return target.implementations.fallback(config, host);
    };
    const result = await runDiffTest(
      { ...target, implementations: { ...target.implementations, fallback } },
      { seed, budget, signal: abort.signal },
    );
    expect(result.ended).toBe("interrupted");
    expect(result.cases.generated).toBeLessThan(400);
  });

  test("ends early when almost everything differs", async () => {
    const result = await runDiffTest(ticketsTarget("metadata key order"), { seed, budget: { cases: 20_000 } });
    expect(result).toMatchObject({ ended: "differences", cases: { differing: 200 } });
    expect(diffTestExitCode([result])).toBe(1);
  });

  test("says when a difference did not show again", async () => {
    let calls = 0;
    const target = ticketsTarget();
    const native: Target["implementations"]["native"] = (config, host) => {
      const instance = createTickets()(config, host);
      return {
        ...instance,
        invoke: (...call) => (++calls === 40 ? { continue_processing: false, metadata: {} } : instance.invoke(...call)),
      };
    };
    const result = await runDiffTest(
      { ...target, implementations: { ...target.implementations, native } },
      { seed, budget },
    );
    expect(result.differences).toMatchObject([{ reproduced: false, cases: 1 }]);
  });

  test("compares what a promise comes to, and what it fails with", async () => {
    const target = ticketsTarget("off-by-one span");
    const slow =
      (create: Target["implementations"]["native"]): Target["implementations"]["native"] =>
      (config, host) => {
        const { find: _, ...instance } = create(config, host);
        return { ...instance, invoke: async (...call) => instance.invoke(...call) };
      };
    const implementations = { native: slow(target.implementations.native), fallback: target.implementations.fallback };
    const { differences } = await runDiffTest({ ...target, implementations }, { seed, budget });
    expect(differences.map(({ difference }) => difference.path[0])).toEqual(["modified_payload"]);
  });

  test("fails when the plugin refuses every config", async () => {
    const refuse = (): never => {
      throw new Error("never");
    };
    const target = { ...ticketsTarget(), implementations: { native: refuse, fallback: refuse } };
    await expect(runDiffTest(target, { seed, budget })).rejects.toMatchObject({ exitCode: 4 });
  });

  test("gives required options to every config", async () => {
    const schema = z.object({ label: z.enum(["[T]", "[U]"]) });
    const result = await runDiffTest(
      { ...ticketsTarget(), configSchema: z.toJSONSchema(schema) },
      { seed, budget: { cases: 200 } },
    );
    expect(result.configs).toMatchObject({ refused: 0, varied: ["label"] });
  });
});
