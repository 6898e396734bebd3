import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expectRun, root, run, scratch } from "./harness.ts";

describe("mcpplugins shims", () => {
  it.each(["text", "json", "markdown"])("says why each shim is there, as %s", async (format) => {
    await expectRun(await run(["shims", "--format", format], { cwd: scratch("catalog/repo") }), `shims-${format}`);
  });

  it("takes the folder that it is given", async () => {
    const { stdout } = await run(["shims", "catalog/repo"], { cwd: `${root}/test/e2e/fixtures` });
    expect(stdout).toContain("2 shims, 1 thin");
  });

  it("says that there are no managed plugins", async () => {
    await expectRun(await run(["shims"], { cwd: scratch() }), "shims-nowhere");
  });

  it("shows in its page what it writes of a repository", async () => {
    const page = readFileSync(`${root}/docs/shims.md`, "utf8");
    const { stdout } = await run(["shims"], { cwd: scratch("catalog/repo") });
    expect(page).toContain(`\`\`\`text\n${stdout}\`\`\``);
  });
});
