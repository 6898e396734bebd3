import { describe, it } from "vitest";
import { expectRun, run, scratch } from "./harness.ts";

describe("mcpplugins validate, on what CPEX takes without a word", () => {
  it("compares config, manifest, schema and code, and knows the managed plugins", async () => {
    await expectRun(await run(["validate"], { cwd: scratch("validate/advice") }), "validate-advice");
  });
});
