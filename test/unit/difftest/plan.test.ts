import { describe, expect, test } from "vitest";
import type { AddonOutcome } from "../../../src/addon/load-addon.ts";
import { planDiffTest } from "../../../src/difftest/plan.ts";
import { definePlugin, z } from "../../../src/plugin/index.ts";
import type { Plugin } from "../../../src/runtime/open-plugin.ts";

const definition = definePlugin({ config: z.object({}), hooks: { tool_pre_invoke: () => undefined } });

function pluginWith(native: AddonOutcome | undefined): Plugin {
  return {
    slug: "tickets",
    folder: "/plugins/tickets",
    manifest: {
      name: "tickets",
      version: "1.0.0",
      description: "",
      available_hooks: ["tool_pre_invoke"],
      default_config: {},
      implementations: { fallback: "src/index.ts" },
    },
    definition,
    native,
    create: () => {
      throw new Error("not here");
    },
  };
}

describe("planDiffTest", () => {
  test("refuses a plugin whose addon can't be used, with the reason and the command that mends it", async () => {
    const problem = { code: "not-built", file: "/plugins/tickets/tickets.linux-x64-gnu.node" } as const;
    await expect(planDiffTest(pluginWith({ status: "unusable", problem }))).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining(
        "the addon is not built: there is no /plugins/tickets/tickets.linux-x64-gnu.node",
      ),
      hint: "Run: mcpplugins build /plugins/tickets",
    });
  });

  test("refuses a plugin without a native side", async () => {
    await expect(planDiffTest(pluginWith(undefined))).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining("no native side"),
    });
  });
});
