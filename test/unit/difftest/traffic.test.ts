import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Create } from "../../../src/difftest/pair.ts";
import { runDiffTest } from "../../../src/difftest/run.ts";
import type { Target } from "../../../src/difftest/target.ts";
import { loadTraffic } from "../../../src/difftest/traffic.ts";
import { ticketsTarget } from "./tickets.ts";

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpplugins-traffic-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "calls.jsonl");
  writeFileSync(file, text);
  return file;
}

describe("loadTraffic", () => {
  test("reads one call a line, with defaults, and passes over blank lines and other keys", async () => {
    const file = fileWith(
      `{"hook":"tool_pre_invoke","payload":{"args":{"$":1}},"at":"10:00"}\n\n{"hook":"prompt_post_fetch","config":{"block":true},"traced":true,"payload":null}\n`,
    );
    expect(await loadTraffic(file)).toEqual([
      { hook: "tool_pre_invoke", payload: { args: { $: 1 } }, config: {}, traced: false, before: [] },
      { hook: "prompt_post_fetch", payload: null, config: { block: true }, traced: true, before: [] },
    ]);
  });

  test.each([
    ['{"hook":"tool_pre_invoke","payload":{}}\n{', "calls.jsonl:2 is not JSON"],
    ['{"hook":"tool_per_invoke","payload":{}}', "calls.jsonl:1 is not a recorded hook call"],
    ["[]", "calls.jsonl:1 is not a recorded hook call"],
  ])("names the line that is no call in %s", async (text, message) => {
    await expect(loadTraffic(fileWith(text))).rejects.toThrow(message);
  });
});

describe("recorded calls", () => {
  const call = (text: string, config = {}) =>
    ({ hook: "tool_pre_invoke", payload: { args: { q: text } }, config, traced: false, before: [] }) as const;
  const count = { strategy: "count" };

  /** A plugin that loses its state between calls, and can't be asked for its findings alone. */
  function forgetful(): Target {
    const { implementations, ...target } = ticketsTarget("lost state");
    const withoutFind =
      (create: Create): Create =>
      (config, host) => {
        const { find: _, ...instance } = create(config, host);
        return instance;
      };
    const { native, fallback } = implementations;
    return { ...target, implementations: { native: withoutFind(native), fallback: withoutFind(fallback) } };
  }

  test("are made in their order on one pair of instances, so that the state that they leave shows", async () => {
    const recorded = [call("#1", count), call("nothing", count), call("#2", count)];
    const result = await runDiffTest(forgetful(), { seed: 1, budget: { cases: 0 }, recorded });
    expect(result.cases).toMatchObject({ recorded: 3, generated: 0, differing: 1 });
    expect(result.differences).toMatchObject([{ source: "recorded", reproduced: true }]);
    expect(result.differences[0]?.case.before).toHaveLength(1);
  });

  test("with another config get instances of their own", async () => {
    const recorded = [call("#1", count), call("#2"), call("#3", count)];
    const result = await runDiffTest(forgetful(), { seed: 1, budget: { cases: 0 }, recorded });
    expect(result.differences).toEqual([]);
    expect(result.configs.run).toBe(3);
  });

  test("are mutated by the generators", async () => {
    const texts: string[] = [];
    const target = ticketsTarget();
    const native: typeof target.implementations.native = (config, host) => {
      const instance = target.implementations.native(config, host);
      return {
        ...instance,
        invoke: (hook, payload, context) => {
          texts.push(JSON.stringify(payload));
          return instance.invoke(hook, payload, context);
        },
      };
    };
    const implementations = { ...target.implementations, native };
    const recorded = [call("a most unusual sentence")];
    await runDiffTest({ ...target, implementations }, { seed: 1, budget: { cases: 500 }, recorded });
    const near = texts.filter((text) => /unusual/.test(text) && !text.includes('"a most unusual sentence"'));
    expect(near.length).toBeGreaterThan(10);
  });
});
