import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtFixture, hasCargo, run, scratch } from "./harness.ts";

describe.runIf(hasCargo)("diff-test --coverage", () => {
  it("names the lines of the fallback that no case reached, and never passes over the Rust in silence", async () => {
    const cwd = scratch(builtFixture("shout"));
    const file = join(cwd, "src", "index.ts");
    const [before = "", after = ""] = readFileSync(file, "utf8").split("    find(text, found) {\n");
    const added = '    find(text, found) {\n      if (text === "nobody says this") {\n        found.size;\n      }\n';
    writeFileSync(file, before + added + after);
    const line = before.split("\n").length + 2;
    const { exitCode, stdout } = await run(["diff-test", "--coverage", "--cases", "300", "--seed", "1"], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`fallback: 3 of 3 functions reached, not src/index.ts:${line}\\n`));
    expect(stdout).toMatch(/native: (\d+ of \d+ functions reached|not measured: .*rustup component add llvm-tools)/);
  });
});
