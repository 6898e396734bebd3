import { describe, expect, it } from "vitest";
import { createNames } from "../../../../src/difftest/external/names.ts";
import { diffTestExitCode } from "../../../../src/difftest/exit-code.ts";
import { compareCase } from "../../../../src/difftest/pair.ts";
import { runDiffTest } from "../../../../src/difftest/run.ts";
import type { Target } from "../../../../src/difftest/target.ts";
import type { PluginInstance } from "../../../../src/plugin/instance.ts";
import { PluginError } from "../../../../src/plugin/plugin-error.ts";
import type { PluginResult } from "../../../../src/plugin/result.ts";
import { createTickets, type Mutant, ticketsTarget } from "../tickets.ts";

const served = [{ strategy: "count" }, { block: true, words: ["a"] }];

/** The plugin as it would answer from a server: JSON both ways, and what a server adds and leaves out. */
function onServer(config: object, mutant?: Mutant): PluginInstance {
  const instance = createTickets(mutant)(config, { salt: "there", log: () => {} });
  return {
    ...instance,
    implementation: "external",
    invoke: async (hook, payload, context) => {
      let result: PluginResult;
      try {
        result = await instance.invoke(hook, JSON.parse(JSON.stringify(payload)), context);
      } catch (error) {
        throw new PluginError({ message: `ValueError('${(error as Error).message}')`, plugin_name: "there" });
      }
      const { violation } = result;
      return {
        ...(JSON.parse(JSON.stringify(result)) as PluginResult),
        retry_delay_ms: 0,
        ...(violation === undefined ? {} : { violation: { ...violation, plugin_name: "there" } }),
      };
    },
  };
}

function threeOf(options: {
  readonly native?: Mutant;
  readonly external?: Mutant;
  readonly chance?: string[];
}): Target {
  const target = ticketsTarget(options.native);
  const instances = new Map(served.map((config) => [JSON.stringify(config), onServer(config, options.external)]));
  const external = {
    find: (config: object) => instances.get(JSON.stringify(config)),
    giveNames: createNames(options.chance ?? []),
  };
  return { ...target, served, implementations: { ...target.implementations, external } };
}

const input = { seed: 5, budget: { cases: 600 } };

describe("a run against a third implementation", () => {
  it("finds no difference where there is none, and has asked it every time", async () => {
    const chance = ["\\[[0-9]+\\]"];
    const result = await runDiffTest(threeOf({ chance }), input);
    expect(result.differences).toEqual([]);
    expect(result.externalCases).toBe(600);
    expect(result.cases.byEffect.error).toBeGreaterThan(0);
    expect(diffTestExitCode([result])).toBe(0);
  });

  it("says that the external one stands alone, on the smallest case", async () => {
    const { differences } = await runDiffTest(
      threeOf({ external: "wrong violation", chance: ["\\[[0-9]+\\]"] }),
      input,
    );
    expect(differences).toMatchObject([
      {
        difference: {
          path: ["violation", "code"],
          native: { value: "TICKET" },
          fallback: { value: "TICKET" },
          external: { value: "ISSUE" },
          odd: "external",
        },
      },
    ]);
  });

  it("says that native stands alone, and that the external one is with the fallback", async () => {
    const { differences } = await runDiffTest(threeOf({ native: "wrong violation", chance: ["\\[[0-9]+\\]"] }), input);
    expect(differences[0]?.difference).toMatchObject({ external: { value: "TICKET" }, odd: "native" });
  });

  it("takes a count that goes on on the server for a difference, unless it is declared to be chance", async () => {
    const { differences } = await runDiffTest(threeOf({}), input);
    expect(differences[0]?.difference).toMatchObject({
      odd: "external",
      path: ["modified_payload", "args", expect.anything()],
    });
  });

  it("is no pass when no case reached it", async () => {
    const target = threeOf({});
    const none = { ...target.implementations, external: { find: () => undefined, giveNames: createNames([]) } };
    const result = await runDiffTest({ ...target, implementations: none }, input);
    expect(result).toMatchObject({ externalCases: 0, differences: [] });
    expect(diffTestExitCode([result])).toBe(4);
  });

  it("asks nothing under another config, or with a payload that would not arrive", async () => {
    const { implementations } = threeOf({ external: "wrong violation" });
    const call = { hook: "tool_pre_invoke", traced: false, before: [] } as const;
    const payload = { name: "t", args: { q: "#1" } };
    const differs = async (tested: Parameters<typeof compareCase>[1]) => {
      const outcome = await compareCase(implementations, tested);
      return outcome.status === "compared" && outcome.compared.difference !== undefined;
    };
    expect(await differs({ ...call, payload, config: served[1]! })).toBe(true);
    expect(await differs({ ...call, payload, config: { block: true } })).toBe(false);
    expect(await differs({ ...call, payload: { ...payload, more: 1 }, config: served[1]! })).toBe(false);
    expect(await differs({ ...call, payload, traced: true, config: served[1]! })).toBe(false);
  });
});

describe("createNames", () => {
  it("numbers what matches in the order in which it comes, the same by the same name", () => {
    const give = createNames(["T[0-9]+", "H[0-9]+"]);
    expect(give({ a: "T7 H3 T7", b: ["T9", 5, null] })).toEqual({ a: "{1} {2} {1}", b: ["{3}", 5, null] });
    expect(give("H3")).toBe("{1}");
  });

  it("changes nothing without a pattern", () => {
    const data = { a: "T7" };
    expect(createNames([])(data)).toBe(data);
  });
});
