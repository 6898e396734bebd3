import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { crateFixture, root, run } from "./harness.ts";

const hasCargo = (await execa("cargo", ["--version"], { reject: false })).exitCode === 0;
const guard = crateFixture("guard");

describe.runIf(hasCargo)("diff-test of a value plugin", () => {
  it("gives both sides what JSON can carry to the one in Rust, and finds no difference", async () => {
    expect(await run(["build", guard, "--debug"], { cwd: root })).toMatchObject({ exitCode: 0 });
    const args = ["diff-test", guard, "--cases", "1500", "--seed", "1", "--no-save"];
    const { exitCode, stdout } = await run(args, { cwd: root });
    expect(stdout).toContain("no difference in 1,500 cases");
    expect(exitCode).toBe(0);
  });
});
