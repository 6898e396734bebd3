import { readFileSync } from "node:fs";
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
