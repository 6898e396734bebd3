import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expectRun, run, scratch } from "./harness.ts";

describe("mcpplugins schema", () => {
  it.each([
    ["schema-config", ["config"]],
    ["schema-manifest", ["manifest"]],
    ["schema-manifest-strict", ["manifest", "--manifest-level", "strict"]],
    ["schema-plugin", ["secrets_detection"]],
    ["schema-managed", ["cpex_rate_limiter"]],
    ["schema-no-plugin-here", []],
    ["schema-unknown-plugin", ["pii_filtr"]],
    ["schema-unknown-name", ["confg"]],
    ["schema-unknown-folder", ["./plugins/guard"]],
  ])("writes %s", async (name, args) => {
    await expectRun(await run(["schema", ...args], { cwd: scratch() }), name);
  });

  it("names a plugin by its name, not by the place where it is on this machine", async () => {
    const { stdout } = await run(["schema", "."], { cwd: scratch("run/scripted") });
    expect(JSON.parse(stdout)).toHaveProperty("title", "the config of the plugin scripted");
  });

  it("writes a file for an editor", async () => {
    const cwd = scratch();
    expect(await run(["schema", "config", "--output", "config.json"], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: "",
    });
    expect(JSON.parse(readFileSync(`${cwd}/config.json`, "utf8"))).toHaveProperty("$schema");
  });
});
