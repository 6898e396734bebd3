import { readFileSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { expectRun, root, run, scratch } from "./harness.ts";

describe("mcpplugins validate", () => {
  it.each([
    ["clean", []],
    ["clean", ["--format", "json"]],
    ["broken", ["config.yaml"]],
    ["broken", ["--format", "compact"]],
    ["broken", ["--format", "github"]],
    ["broken", ["--format", "sarif"]],
    ["broken", ["--format", "junit"]],
    ["broken", ["config.yaml", "--format", "json"]],
    ["broken", ["plugin-manifest.yaml", "--manifest-level", "strict"]],
    ["legacy", []],
    ["legacy", ["--strict", "--format", "compact"]],
    ["jinja", []],
    ["other", []],
    ["other", ["nothing.yaml"]],
    ["other", ["--type", "confg"]],
    ["unreadable", []],
  ])("in the fixture %s with %j", async (fixture, args) => {
    const name = ["validate", fixture, ...args.map((arg) => arg.replaceAll(/[^a-z]+/g, "-").replace(/^-+/, ""))].join(
      "-",
    );
    await expectRun(await run(["validate", ...args], { cwd: scratch(`validate/${fixture}`) }), name);
  });

  it.each([
    ["validate-diff", ["--diff"]],
    ["validate-diff-unsafe", ["--diff", "--fix=unsafe", "config.yaml"]],
    ["validate-fix", ["--fix", "config.yaml"]],
    ["validate-fix-unsafe", ["--fix=unsafe", "--format", "compact"]],
    ["validate-fix-json", ["--fix", "--format", "json"]],
    ["validate-fix-stdin", ["--fix", "-"]],
    ["validate-diff-json", ["--diff", "--format", "json"]],
  ])("shows fixes (%s)", async (name, args) => {
    await expectRun(await run(["validate", ...args], { cwd: scratch("validate/fixable") }), name);
  });

  it("writes what the diff shows, once", async () => {
    const cwd = scratch("validate/fixable");
    const { stdout } = await run(["validate", "--diff", "--fix=unsafe"], { cwd });
    const { exitCode } = await run(["validate", "--fix=unsafe"], { cwd });
    const applied = scratch("validate/fixable");
    await execa("git", ["apply"], { cwd: applied, input: stdout, stripFinalNewline: false });
    const fixed = readFileSync(`${cwd}/config.yaml`, "utf8");
    expect(fixed).toBe(readFileSync(`${applied}/config.yaml`, "utf8"));
    expect(exitCode).toBe(0);
    expect((await run(["validate", "--diff", "--fix=unsafe"], { cwd })).stdout).toBe("");
  });

  it("leaves out what a baseline knows, and says what of it is gone", async () => {
    const cwd = scratch("validate/legacy");
    const validate = (...args: readonly string[]) => run(["validate", "--baseline", "base.json", ...args], { cwd });
    await expectRun(await validate(), "validate-baseline-missing");
    await expectRun(await validate("--write-baseline", "--strict"), "validate-baseline-write");
    await expect(readFileSync(`${cwd}/base.json`, "utf8")).toMatchFileSnapshot("snapshots/validate-baseline.snap.json");
    await run(["validate", "--fix"], { cwd });
    await expectRun(await validate("--strict"), "validate-baseline-gone");
    await expectRun(await run(["validate", "--write-baseline"], { cwd }), "validate-baseline-no-file");
  });

  it("shows rules as the settings of the project ask", async () => {
    await expectRun(await run(["validate"], { cwd: scratch("validate/settings") }), "validate-settings");
  });

  it("checks standard input", async () => {
    const result = await run(["validate", "-", "--format", "compact"], {
      cwd: scratch(),
      input: "plugins: [{name: a}]\n",
    });
    expect(result).toMatchObject({
      exitCode: 1,
      stdout: "<stdin>:1:12: error[schema/missing-key] a plugin needs the key 'kind'\n",
    });
  });

  it.each([
    ["10,000 levels", "[".repeat(10_000)],
    [
      "aliases that multiply",
      `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join("")}`,
    ],
  ])("refuses a file of %s with a diagnostic", async (_, input) => {
    const result = await run(["validate", "-", "--format", "compact"], { cwd: scratch(), input });
    expect(result).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("error[yaml/too-large]") as string,
      stderr: "",
    });
  });

  it("finds nothing wrong with the bundled plugins", async () => {
    expect(await run(["validate", "src/plugins"], { cwd: root })).toMatchObject({ exitCode: 0 });
  });

  it("shows in its page the JSON that it writes", async () => {
    const page = readFileSync(`${root}/docs/validate.md`, "utf8");
    const [, example = "{}"] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const input = "plugins:\n  - name: Filter\n    kind: a.B\n    mode: squential\n";
    const { stdout } = await run(["validate", "-", "--format", "json"], { cwd: scratch(), input });
    const shape = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.slice(0, 1).map(shape)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
          : typeof value;
    expect(shape(JSON.parse(stdout))).toEqual(shape(JSON.parse(example)));
  });
});
