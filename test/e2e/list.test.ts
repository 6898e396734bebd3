import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectRun, run, scratch } from "./harness.ts";

const fallback = { MCPPLUGINS_IMPLEMENTATION: "fallback" };

describe("list", () => {
  it("shows the bundled plugins and why each is answered as it is", async () => {
    await expectRun(await run(["list"], { cwd: scratch(), env: fallback }), "list");
  });

  it("has the plugin of the current folder first, and says why one can't be opened", async () => {
    const cwd = scratch("shout");
    const { stdout } = await run(["list", "--format", "json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      plugins: [{ name: ".", slug: "shout" }, { name: "pii_filter" }, { name: "secrets_detection" }],
    });
    writeFileSync(join(cwd, "plugin-manifest.yaml"), "name: 1\n");
    const broken = await run(["list"], { cwd, env: fallback });
    expect(broken.exitCode).toBe(1);
    expect(broken.stdout.split("\n")[0]).toContain("does not describe a plugin that can be run");
  });
});

describe("info", () => {
  it("shows hooks, implementation and settings", async () => {
    const { exitCode, stdout } = await run(["info", "pii_filter"], { cwd: scratch(), env: fallback });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^pii_filter .*\n {3}kind +text plugin\n {3}hooks +prompt_pre_fetch, /);
    expect(stdout).toContain("fallback: the fallback was asked for");
    expect(stdout).toMatch(/max_nested_depth +integer +32 +deepest accepted nesting/);
  });

  it("gives the same as JSON", async () => {
    const { stdout } = await run(["info", "secrets_detection", "--format", "json"], { cwd: scratch(), env: fallback });
    expect(JSON.parse(stdout)).toMatchObject({
      slug: "secrets_detection",
      kind: "text",
      implementation: "fallback",
      settings: expect.arrayContaining([expect.objectContaining({ key: "redact", type: "boolean" })]) as unknown[],
    });
  });

  it("names the plugins where there is none", async () => {
    await expectRun(await run(["info", "pii_fliter"], { cwd: scratch() }), "info-unknown");
  });
});

describe("explain", () => {
  it("prints the page of a diagnostic", async () => {
    await expectRun(await run(["explain", "config/legacy-mode"], { cwd: scratch() }), "explain");
  });

  it("lists every code", async () => {
    const { exitCode, stdout } = await run(["explain"], { cwd: scratch() });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^config\/legacy-mode +warning +a mode of the old framework$/m);
  });

  it("guesses at a code that does not exist", async () => {
    await expectRun(await run(["explain", "config/legacymode"], { cwd: scratch() }), "explain-unknown");
  });
});
