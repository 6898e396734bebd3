import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { binary, expectRun, root, run, scratch } from "./harness.ts";

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
    ["unreadable", ["config.yaml"]],
    ["embedded", []],
    ["embedded", ["manifests.yaml", "--diff"]],
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
    const env = { GIT_CEILING_DIRECTORIES: join(applied, "..") };
    await execa("git", ["apply"], { cwd: applied, input: stdout, stripFinalNewline: false, env });
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

  it.each([["text"], ["compact"], ["json"], ["github"], ["sarif"], ["junit"]])(
    "reports what can't be read with all the rest (%s)",
    async (format) => {
      const cwd = scratch("validate/unreadable");
      mkdirSync(`${cwd}/plugins`);
      writeFileSync(`${cwd}/plugins/config.yaml`, "plugins: [{name: a}]\n");
      symlinkSync("loop.yaml", `${cwd}/plugins/loop.yaml`);
      const result = await run(["validate", "--format", format], { cwd });
      expect(result).toMatchObject({ exitCode: 4, stderr: "" });
      for (const part of ["file/unreadable", "config.yaml is not UTF-8", "lead in a circle", "needs the key"])
        expect(result.stdout).toContain(part);
      if (format === "text") await expectRun(result, "validate-unreadable-and-rest");
      const others = await run(["validate", "--format", format, "plugins/loop.yaml", "plugins/config.yaml"], { cwd });
      expect(others).toMatchObject({ exitCode: 4, stdout: expect.stringContaining("needs the key") as string });
    },
  );

  it("says beside a diff what can't be read", async () => {
    const cwd = scratch("validate/fixable");
    writeFileSync(`${cwd}/other.yaml`, Buffer.from([0xff, 0xfe]));
    const { stdout } = await run(["validate", "--diff", "config.yaml"], { cwd });
    expect(await run(["validate", "--diff", "config.yaml", "other.yaml"], { cwd })).toMatchObject({
      exitCode: 4,
      stdout,
      stderr: expect.stringContaining("left out: other.yaml is not UTF-8: byte 0xff at offset 0, line 1\n") as string,
    });
  });

  it.each([
    ["plugins/loop.yaml", 4, "its symbolic links lead in a circle"],
    ["plugins/loop.yaml/config.yaml", 4, "its symbolic links lead in a circle"],
  ])("says why it can't take the only path %s", async (path, exitCode, message) => {
    const cwd = scratch();
    mkdirSync(`${cwd}/plugins`);
    symlinkSync("loop.yaml", `${cwd}/plugins/loop.yaml`);
    const result = await run(["validate", path], { cwd });
    expect(result).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(message) as string });
  });

  it("reads no file of 20 megabytes", async () => {
    const cwd = scratch();
    const large = `plugins:\n${"  - {name: a, kind: b.C}\n".repeat(800_000)}`;
    writeFileSync(`${cwd}/large.yaml`, large);
    expect(await run(["validate", "large.yaml"], { cwd })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("large.yaml is too large to be a config") as string,
    });
    expect(await run(["validate", "-"], { cwd, input: large })).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("error[yaml/too-large]") as string,
    });
  });

  it.each([
    ["10,000 levels", "[".repeat(10_000)],
    ["10,000 levels of lists without brackets", `plugins:\n  ${"- ".repeat(10_000)}x`],
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

  it("checks again after every change, waits for a file that is gone, and ends with Ctrl-C", async () => {
    const cwd = scratch();
    const config = `${cwd}/config.yaml`;
    const good = "plugins:\n  - {name: a, kind: b.C}\n";
    // In one step: a file that is half written is worth a message of its own.
    const replace = (text: string): void => {
      const next = join(scratch(), "config.yaml");
      writeFileSync(next, text);
      renameSync(next, config);
    };
    writeFileSync(config, good);
    const watching = execa(process.execPath, [binary, "validate", "--watch", "--format", "compact", "config.yaml"], {
      cwd,
      reject: false,
    });
    let stderr = "";
    let stdout = "";
    watching.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    watching.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    const rounds = async (count: number): Promise<void> => {
      await expect.poll(() => stderr.split("Watching 1 folder;").length).toBeGreaterThan(count);
    };
    await rounds(1);
    replace(good.replace("kind", "knd"));
    await rounds(2);
    rmSync(config);
    await rounds(3);
    replace(good);
    await rounds(4);
    watching.kill("SIGINT");
    expect(await watching).toMatchObject({ exitCode: 130 });
    expect(stdout).toMatchInlineSnapshot(`
      "
      config.yaml:2:6: error[schema/missing-key] a plugin needs the key 'kind'
      config.yaml:2:15: warning[schema/unknown-key] a plugin has no key 'knd'; CPEX ignores it (Did you mean 'kind'?)

      error: there is no file or folder config.yaml

      "
    `);
  });

  it.each([
    ["--fix", "--watch only looks"],
    ["-", "standard input can't be watched"],
    ["--format=json", "--watch writes one result after the other"],
  ])("does not watch with %s", async (arg, message) => {
    const result = await run(["validate", "--watch", arg], { cwd: scratch() });
    expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) as string });
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
