import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AddonExports } from "../../../src/addon/abi.ts";
import { saveCase } from "../../../src/difftest/corpus.ts";
import { diffTestPlugin } from "../../../src/difftest/diff-test-plugin.ts";
import type { RunPlan } from "../../../src/difftest/isolated/run-isolated.ts";
import type { DiffTestPlan } from "../../../src/difftest/plan.ts";
import { runDiffTest } from "../../../src/difftest/run.ts";
import type { Plugin } from "../../../src/runtime/open-plugin.ts";
import { type Mutant, ticketsTarget } from "./tickets.ts";

/** In this process: what an addon may do to its own is shown end to end. */
const here: RunPlan = ({ target }, input, control) => runDiffTest(target, { ...input, ...control });
const options = { seed: 3, budget: { cases: 500 }, save: true, today: "2030-01-31", run: here };

/** A plan for a plugin in a folder of its own, whose native side has a mistake. */
function planFor(mutant?: Mutant): DiffTestPlan {
  const folder = mkdtempSync(join(tmpdir(), "mcpplugins-difftest-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const build = { abiCrate: "0.1.0", target: "x86_64-unknown-linux-gnu", profile: "release", rustc: "rustc 1.95.0" };
  const facts = { abi: 1, kind: "text", looksAt: {}, manifest: "", build } as const;
  const plugin = { slug: "tickets", folder, manifest: { version: "1.2.3" } } as unknown as Plugin;
  const addon = { file: join(folder, "tickets.linux-x64-gnu.node"), exports: {} as AddonExports, facts };
  return { plugin, addon, target: ticketsTarget(mutant) };
}

describe("diffTestPlugin", () => {
  test("stores new cases that differ, and runs them first the next time", async () => {
    const plan = planFor("wrong violation");
    const corpus = join(plan.plugin.folder, "corpus");
    const first = await diffTestPlugin(plan, options);
    expect(first).toMatchObject({
      plugin: { name: "tickets", version: "1.2.3" },
      native: { abi: 1, target: "x86_64-unknown-linux-gnu" },
      cases: { stored: 0 },
      differences: [{ source: "generated", file: expect.stringContaining(corpus) }],
    });
    const again = await diffTestPlugin(plan, { ...options, seed: 4, budget: { cases: 0 } });
    expect(again).toMatchObject({ cases: { stored: 1, generated: 0 } });
    expect(again.differences[0]).toMatchObject({ source: "stored", file: first.differences[0]?.file });
    expect(readdirSync(corpus)).toHaveLength(1);
  });

  test("replays one case from anywhere, as it is and alone", async () => {
    const plan = planFor("wrong violation");
    const elsewhere = join(plan.plugin.folder, "elsewhere");
    const payload = { args: { q: "a longer text with #123 in it" } };
    const tested = { hook: "tool_pre_invoke", payload, traced: false, config: { block: true }, before: [] } as const;
    const replay = await saveCase(elsewhere, tested);
    const report = await diffTestPlugin(plan, { ...options, replay });
    expect(report).toMatchObject({
      replay,
      cases: { stored: 1, generated: 0 },
      differences: [{ file: replay, case: tested }],
    });
    expect(readdirSync(plan.plugin.folder)).toEqual(["elsewhere"]);
  });

  test("stores nothing when told not to, and nothing when all agree", async () => {
    const differing = planFor("wrong violation");
    const report = await diffTestPlugin(differing, { ...options, save: false });
    expect(report.differences[0]?.file).toBeUndefined();
    const agreeing = planFor();
    await diffTestPlugin(agreeing, options);
    for (const { plugin } of [differing, agreeing]) expect(readdirSync(plugin.folder)).toEqual([]);
  });

  test("takes the corpus folder that it is given", async () => {
    const plan = planFor("wrong violation");
    const corpus = join(plan.plugin.folder, "cases");
    const { differences } = await diffTestPlugin(plan, { ...options, corpus });
    expect(differences[0]?.file).toContain(corpus);
  });
});
