import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AddonExports, TextAddonEngine } from "../../../src/addon/abi.ts";
import { loadAddon } from "../../../src/addon/load-addon.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import { VOCABULARY as PERSONAL_DATA } from "../../../src/plugins/pii_filter/samples/vocabulary.ts";
import { VOCABULARY as SECRETS } from "../../../src/plugins/secrets_detection/samples/vocabulary.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";
import { addonOf, BUNDLED, open } from "../../stress/open.ts";
import { churnThreads, type Job, runThreads } from "../../stress/threads.ts";

const SLUGS = Object.keys(BUNDLED);
const isBuilt = SLUGS.every((slug) => loadAddon(addonOf(slug)).status === "loaded");

function exportsOf(slug: string): AddonExports<TextAddonEngine> {
  const outcome = loadAddon(addonOf(slug));
  if (outcome.status !== "loaded") throw new Error(outcome.problem.code);
  return outcome.addon.exports as AddonExports<TextAddonEngine>;
}

function engineOf(slug: string, exchange = new Uint32Array(16)): TextAddonEngine {
  const config = BUNDLED[slug]!.config.parse({});
  return exportsOf(slug).create(JSON.stringify(config), JSON.stringify({ slug, salt: "s" }), exchange);
}

/** A manager of all bundled plugins. */
function managerOf(instanceOf: (slug: string) => PluginInstance, slugs: readonly string[]): Promise<PluginManager> {
  return PluginManager.create({
    plugins: slugs.map((slug) => pluginConfig.parse({ name: slug, kind: slug, hooks: ["tool_pre_invoke"] })),
    load: async (config) => ({ config, instance: instanceOf(config.name) }),
  });
}

async function resultOf(manager: PluginManager, payload: unknown): Promise<unknown> {
  const context = { request_id: "r", state: {}, metadata: {} };
  const { result } = await manager.invokeHook("tool_pre_invoke", structuredClone(payload) as never, context);
  return { ...result, executions: result.executions.map(({ status, matched, applied }) => [status, matched, applied]) };
}

function jobOf(implementation: "native" | "fallback", rounds: number): Job {
  return { plugins: SLUGS.map((slug) => ({ slug, implementation })), rounds };
}

describe.runIf(isBuilt)("the addons of the bundled plugins", () => {
  it.each([SLUGS, SLUGS.toReversed()])(
    "give together the result that they give one by one: %s first",
    async (...slugs) => {
      const words = fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom("", "the train leaves at noon. ", "日本語 ") },
        { weight: 1, arbitrary: fc.constantFrom(...PERSONAL_DATA, ...SECRETS) },
      );
      const texts = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(""));
      const payloads = fc.record({ name: fc.constant("t"), args: fc.record({ q: texts, list: fc.array(texts) }) });
      const together = await managerOf((slug) => open(slug, "native"), slugs);
      const alone = await managerOf((slug) => {
        const { text: _, ...instance } = open(slug, "native");
        return instance;
      }, slugs);
      await fc.assert(
        fc.asyncProperty(payloads, async (payload) => {
          expect(await resultOf(together, payload)).toEqual(await resultOf(alone, payload));
        }),
        { numRuns: 300 },
      );
    },
  );

  it("say how many of those that are asked along are quiet", () => {
    const exchange = new Uint32Array(16);
    const first = engineOf("pii_filter", exchange);
    const scan = first.join([engineOf("secrets_detection"), engineOf("secrets_detection")]);
    for (const [text, quiet] of [
      ["nothing here", 2],
      [`key ${["AKIA", "IOSFODNN7EXAMPLE"].join("")}`, 0],
    ] as const) {
      exchange.set([0, 0, 1, text.length]);
      expect(scan(text)).toBeUndefined();
      expect(exchange[0]).toBe(quiet);
    }
  });

  it("do not ask an engine that is busy", () => {
    const exchange = new Uint32Array(16);
    const engine = engineOf("pii_filter", exchange);
    exchange.set([0, 0, 1, 5]);
    expect(engine.join([engine])("clean")).toBeUndefined();
    expect(exchange[0]).toBe(0);
  });

  it.each([[{}], ["text"], [null], [new Uint32Array(4)], [{ scan: () => undefined }]])(
    "refuse to ask what is no engine: %j",
    (other) => {
      const engine = engineOf("pii_filter");
      expect(() => engine.join([other as never])).toThrow(/engine of this ABI|to object/);
    },
  );

  it.each([
    ["a text shorter than it is said to be", [0, 0, 1, 9]],
    ["ends that decrease", [0, 0, 2, 5, 3]],
    ["more texts than the exchange holds", [0, 0, 99]],
    ["a hook that is not there", [99, 0, 1, 5]],
  ])("refuse %s", (_, numbers) => {
    const exchange = new Uint32Array(16);
    const engine = engineOf("pii_filter", exchange);
    exchange.set(numbers);
    expect(() => engine.scan("clean")).toThrow(expect.objectContaining({ code: "MCPPLUGINS_ARGUMENT" }));
    exchange.set([0, 0, 1, 5]);
    expect(engine.scan("clean")).toBeUndefined();
  });

  it("answer ten threads at once as the fallbacks do", async () => {
    const jobs = Array.from({ length: 10 }, () => jobOf("native", 5));
    const distinct = await runThreads([...jobs, jobOf("fallback", 0)]);
    expect(new Set(distinct)).toEqual(new Set([1]));
  });

  it("survive threads that end, also in the middle of a call", async () => {
    await churnThreads(4, jobOf("native", 0).plugins);
    expect(engineOf("pii_filter").limits).toContain("maxTextBytes");
  });
});
