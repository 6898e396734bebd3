import { describe, expect, it } from "vitest";
import { builtFixture, hasCargo, root, run } from "./harness.ts";

describe.runIf(hasCargo)("diff-test of a value plugin", () => {
  it("gives both sides what JSON can carry to the one in Rust, and finds no difference", async () => {
    const args = ["diff-test", builtFixture("guard"), "--cases", "1500", "--seed", "1", "--no-save"];
    const { exitCode, stdout } = await run(args, { cwd: root });
    expect(stdout).toContain("no difference in 1,500 cases");
    expect(exitCode).toBe(0);
  });
});
