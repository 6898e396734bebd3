import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { binary, expectRun, type Run, run, scratch } from "./harness.ts";

const QUIET =
  '  - name: Quiet\n    hook: tool_pre_invoke\n    payload: { name: t, args: { text: "all is quiet here" } }\n';
const LOUD = '  - name: Loud\n    hook: tool_pre_invoke\n    payload: { name: t, args: { text: "all! is! loud!" } }\n';

const SOURCE = `import { defineTextPlugin, z } from "mcpplugins/plugin";

export default defineTextPlugin({
  config: z.object({}),
  looksAt: { tool_pre_invoke: "args" },
  create: () => ({
    find(text, found) {
      for (const match of text.matchAll(/!/g)) {
        found.add({ type: "shout", start: match.index, end: match.index + 1, replacement: "." });
      }
    },
    decide: () => ({ mask: true }),
  }),
});
`;

const MANIFEST = `name: shout
description: softens texts
version: 1.0.0
author: Nobody
tags: []
available_hooks: [tool_pre_invoke]
default_config: {}
implementations:
  fallback: src/index.ts
`;

/** A plugin without a native side. */
function plugin(scenarios = QUIET): string {
  const cwd = scratch();
  mkdirSync(join(cwd, "src"));
  writeFileSync(join(cwd, "plugin-manifest.yaml"), MANIFEST);
  writeFileSync(join(cwd, "src", "index.ts"), SOURCE);
  writeFileSync(join(cwd, "scenarios.yaml"), `scenarios:\n${scenarios}`);
  return cwd;
}

const BASELINE = join(".mcpplugins", "bench", "shout", "fallback-against-yardstick", "main.json");

/** A run without its figures, and without what aligns them. */
function withoutFigures(result: Run): Run {
  const stdout = result.stdout
    .replaceAll(/node [\d.]+, \w+, \d+ cores?/g, "node <version>, <machine>")
    .replaceAll(/[+-]?\d[\d.]*(?= ?(?:ns|µs|ms|s|[kMG]?B|%|[kM]?\/s)(?:\W|$))/gm, "#")
    .replaceAll(/# ?(?:ns|µs|ms|s)(?=\W)/g, "# <time>")
    .replaceAll(/# ?[kMG]?B\/s/g, "# <text>/s")
    .replaceAll(/#[kM]?\/s/g, "#/s")
    .replaceAll(/# ?[kMG]?B/g, "# <size>")
    .replaceAll(/^ +note: the machine is noisy.*\n/gm, "")
    .replaceAll(/(?<=\S) {2,}/g, "  ");
  // How far it is, now and then: none or some of these, by how busy the machine is.
  const stderr = result.stderr.replaceAll(/^- timing shout: .* left\)\n/gm, "");
  return { ...result, stdout, stderr };
}

describe("bench", () => {
  it("times the fallback where there is nothing else, a line a scenario", async () => {
    const cwd = plugin(QUIET + LOUD);
    const result = await run(["bench", "--time", "0.2"], { cwd });
    await expectRun(withoutFigures(result), "bench-fallback");
  });

  it("does not take the fallback for native", async () => {
    const result = await run(["bench", "--implementation", "native"], { cwd: plugin() });
    await expectRun(result, "bench-without-native");
  });

  it("is told by the environment which implementation to time, as the runtime is", async () => {
    const result = await run(["bench"], { cwd: plugin(), env: { MCPPLUGINS_IMPLEMENTATION: "native" } });
    expect(result).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("no native side") as string });
  });

  it.each([
    ["json", /^\{\n {2}"schemaVersion": 1,\n {2}"command": "bench",/],
    ["markdown", /^### shout: fallback\n/],
    ["html", /^<!doctype html>\n<html lang="en">/],
  ])("writes %s to a file, and nothing else", async (format, beginning) => {
    const cwd = plugin();
    const result = await run(["bench", "--time", "0.1", "--format", format, "--output", "out", "-q"], { cwd });
    expect(result).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(cwd, "out"), "utf8")).toMatch(beginning);
  });
});

describe("bench and its baselines", () => {
  it("fails code that has become much slower, and keeps the old baseline", async () => {
    const cwd = plugin();
    const saved = await run(["bench", "--time", "0.1", "--save-baseline", "main"], { cwd });
    expect(saved).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("saved baseline 'main' in") as string });
    const before = readFileSync(join(cwd, BASELINE), "utf8");
    const slow = SOURCE.replace(
      "find(text, found) {",
      "find(text, found) {\n      for (let i = 0; i < 5000; i++) text += '';",
    );
    writeFileSync(join(cwd, "src", "index.ts"), slow);
    const again = ["--baseline", "main", "--fail-on-regression", "50%", "--save-baseline", "main"];
    const result = await run(["bench", "--time", "0.1", ...again], { cwd });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/REGRESSION: .*all together slower by more than 50\.0%/);
    expect(result.stderr).toContain("was not saved: the run does not pass");
    expect(readFileSync(join(cwd, BASELINE), "utf8")).toBe(before);
  });

  it.each([
    { name: "bench-damaged-baseline", text: '{ "schemaVersion": 1, "scenarios": [' },
    { name: "bench-baseline-of-nothing", text: undefined },
  ])("says what is wrong before anything is timed: $name", async ({ name, text }) => {
    const cwd = plugin();
    mkdirSync(dirname(join(cwd, BASELINE)), { recursive: true });
    writeFileSync(join(cwd, BASELINE), text ?? "");
    await expectRun(await run(["bench", "--baseline", text === undefined ? "mian" : "main"], { cwd }), name);
  });

  it.each([
    ["bench-regression-without-baseline", ["--fail-on-regression", "5%"]],
    ["bench-wrong-percentage", ["--baseline", "main", "--fail-on-regression", "much"]],
    ["bench-wrong-name", ["--save-baseline", "../main"]],
  ])("refuses flags that make no sense: %s", async (name, flags) => {
    await expectRun(await run(["bench", ...flags], { cwd: plugin() }), name);
  });

  it("keeps no baseline of a run in which a scenario could not be timed", async () => {
    const cwd = plugin(LOUD);
    const path = join(cwd, "src", "index.ts");
    writeFileSync(
      path,
      SOURCE.replace("find(text, found) {", 'find(text, found) {\n if (/!/.test(text)) throw new Error("too loud");'),
    );
    const result = await run(["bench", "--time", "0.1", "--save-baseline", "main"], { cwd });
    expect(result.exitCode).toBe(4);
    expect(result.stderr).toContain("baseline 'main' was not saved: 1 scenario not measured");
    expect(existsSync(join(cwd, ".mcpplugins"))).toBe(false);
  });

  it("prints what Ctrl-C left, marked as partial, and keeps no baseline", async () => {
    const cwd = plugin();
    const args = [binary, "bench", "--time", "60", "--format", "json", "--save-baseline", "main"];
    const child = execa(process.execPath, args, { cwd, reject: false });
    await once(child.stderr, "data");
    // Somewhere in the first of its processes, or before it: it is all the same.
    await pause(500);
    child.kill("SIGINT");
    const { exitCode, stdout } = await child;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ reports: [{ partial: true }] });
    expect(existsSync(join(cwd, ".mcpplugins"))).toBe(false);
  });
});
