import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { LoadedAddon } from "../../../src/addon/load-addon.ts";
import { type BenchPlan, runBenchCompare } from "../../../src/bench/bench-compare.ts";
import type { Plugin } from "../../../src/runtime/open-plugin.ts";
import { fakeClock, fakeContender, FLOOR, scenario } from "./fake.ts";

const file = fileURLToPath(import.meta.url);

describe("runBenchCompare", () => {
  it("compares the plugin's native implementation with its fallback, and records what was measured where", async () => {
    const clock = fakeClock();
    const sides = {
      native: fakeContender("native", clock, { cost: 10e3 }),
      fallback: fakeContender("fallback", clock, { cost: 40e3 }),
    };
    const salts = new Set<unknown>();
    const plugin = {
      slug: "tickets",
      manifest: { version: "1.2.3", implementations: { fallback: "src/index.ts" } },
      create: (implementation, config, host) => {
        salts.add(host?.salt);
        return sides[implementation].create(config as never, host as never);
      },
    } as Pick<Plugin, "create"> as Plugin;
    const facts = { build: { rustc: "rustc 1.95.0", profile: "debug" } };
    const addon = { file, facts } as LoadedAddon;
    const scenarios = [scenario("one", 10)];
    const plan: BenchPlan = { plugin, addon, project: ".", floor: FLOOR, scenarios, wanted: [], seed: 7 };

    const report = await runBenchCompare(plan, { seconds: 1 }, clock);

    expect(report).toMatchObject({
      plugin: { name: "tickets", version: "1.2.3" },
      baseline: "fallback",
      candidate: "native",
      seconds: 1,
      seed: 7,
      notes: [{ code: "debug-addon", profile: "debug" }],
      verdict: { kind: "rated", rating: "GOOD" },
      environment: {
        node: process.versions.node,
        fallback: { module: "src/index.ts" },
        native: {
          file: "bench-compare.test.ts",
          rustc: "rustc 1.95.0",
          sha256: createHash("sha256").update(readFileSync(file)).digest("hex"),
        },
      },
    });
    expect(report.overall?.geometricMean).toBeCloseTo(4, 9);
    expect(salts).not.toContain(undefined);
  });
});
