import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ABI_VERSION } from "../../src/addon/abi.ts";
import { addonFileName, platformTriple } from "../../src/addon/triple.ts";
import { hasCargo, run, scratch } from "./harness.ts";

describe("quickstart", () => {
  it.runIf(hasCargo)("creates, builds, proves, measures and validates a plugin", async () => {
    const cwd = scratch();
    const { exitCode, stdout } = await run(["quickstart", "my-filter", "--quiet"], { cwd });
    expect(stdout).toMatch(/^\$ mcpplugins bootstrap my-filter --name my-filter --template rust --yes$/m);
    expect(stdout).toContain("plugin-manifest.yaml");
    expect(stdout).toMatch(new RegExp(`^my-filter +[\\d.]+ kB +${platformTriple()} +release +ABI ${ABI_VERSION}`, "m"));
    expect(stdout).toMatch(/no difference in 2,000 cases/);
    expect(stdout).toMatch(/^ +geometric mean [\d.]+x/m);
    expect(stdout).toMatch(/no problems/);
    expect(stdout).toMatch(/answered by native/);
    expect(stdout).toContain('out  {"name":"search","args":{"text":"Who owns [TICKET]?"}}');
    expect(exitCode).toBe(0);
  });

  it("stays with the fallback where there is no cargo, and says so", async () => {
    const cwd = scratch();
    const { exitCode, stdout } = await run(["quickstart", "my-filter", "--quiet"], {
      cwd,
      env: { PATH: "/nonexistent" },
    });
    expect(stdout).toContain("There is no cargo here");
    expect(stdout).toMatch(/answered by fallback \(the addon is not built/);
    expect(stdout).toContain("[TICKET]");
    expect(existsSync(join(cwd, "my-filter", addonFileName("my-filter", platformTriple())))).toBe(false);
    expect(exitCode).toBe(0);
  });

  it("refuses a folder that is not empty, and touches nothing in it", async () => {
    const cwd = scratch();
    mkdirSync(join(cwd, "full"));
    writeFileSync(join(cwd, "full", "notes.txt"), "mine");
    const { exitCode, stderr } = await run(["quickstart", "full"], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is not empty");
    expect(readdirSync(join(cwd, "full"))).toEqual(["notes.txt"]);
  });
});
