import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ABI_VERSION } from "../../../src/addon/abi.ts";
import { loadAddon } from "../../../src/addon/load-addon.ts";
import { explainAddonProblem } from "../../../src/addon/problem.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "addon-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Stands for a .node file: what matters here is what it exports. */
function addon(name: string, source: string): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

function problemOf(file: string): string {
  const outcome = loadAddon(file);
  if (outcome.status !== "unusable") throw new Error("it was loaded");
  return explainAddonProblem(outcome.problem);
}

describe("loading an addon", () => {
  it("hands out its exports and facts", () => {
    const facts = `JSON.stringify({ abi: ${ABI_VERSION}, kind: "text", looksAt: { tool_pre_invoke: "args" } })`;
    const file = addon("good.cjs", `exports.mcppluginsAbi = ${ABI_VERSION}; exports.describe = () => ${facts};`);
    const outcome = loadAddon(file);
    expect(outcome).toMatchObject({
      status: "loaded",
      addon: { file, facts: { looksAt: { tool_pre_invoke: "args" } } },
    });
  });

  it("names both versions when it was built for another ABI", () => {
    const file = addon("other.cjs", "exports.mcppluginsAbi = 99;");
    expect(problemOf(file)).toBe(`${file} was built for ABI 99, this mcpplugins speaks ABI ${ABI_VERSION}`);
  });

  it("refuses a module that does not say its ABI", () => {
    expect(problemOf(addon("plain.cjs", "exports.scan = () => 1;"))).toContain("does not say which ABI it speaks");
  });

  it("passes on the loader's own message", () => {
    const file = addon("broken.node", "not a library");
    expect(problemOf(file)).toMatch(/broken\.node can't be loaded: .+/);
  });

  it("tells an addon that was never built from one for another platform", () => {
    const file = join(folder, "mine.linux-x64-gnu.node");
    expect(problemOf(file)).toBe(`the addon is not built: there is no ${file}`);
    addon("mine.darwin-arm64.node", "");
    expect(problemOf(file)).toContain("built for another platform: mine.darwin-arm64.node");
  });
});
