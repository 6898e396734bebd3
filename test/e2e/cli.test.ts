import { spawnSync } from "node:child_process";
import { existsSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { binary, expectRun, root, run, scratch } from "./harness.ts";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

describe("the command line", () => {
  it("prints its version", async () => {
    expect(await run(["--version"], { cwd: scratch() })).toMatchObject({
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
  });

  it("shows its commands when it is called without one", async () => {
    const [bare, help] = await Promise.all([run([], { cwd: root }), run(["--help"], { cwd: root })]);
    expect(bare).toMatchObject({ exitCode: 0, stdout: help.stdout });
    await expectRun(help, "help");
  });

  it.each([
    ["unknown-command", ["bench-compair"]],
    ["unknown-command-help", ["help", "bench-compair"]],
    ["unknown-flag", ["build", "--relase"]],
    ["unknown-format", ["doctor", "--format", "jsn"]],
    ["unknown-plugin", ["build", "pii_fliter"]],
    ["no-plugin-here", ["build"]],
  ])("answers %s with a guess", async (name, args) => {
    await expectRun(await run(args, { cwd: scratch() }), name);
  });

  it("says that a folder is no plugin", async () => {
    expect(await run(["build", "."], { cwd: scratch() })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("it has no plugin-manifest.yaml") as string,
    });
  });

  it("shows the help of every command with an example", async () => {
    const { stdout } = await run(["--help"], { cwd: root });
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+) \[/gm)]
      .map((match) => match[1] ?? "")
      .filter((name) => name !== "help");
    expect(commands.length).toBeGreaterThanOrEqual(7);
    for (const command of commands) {
      const help = await run([command, "--help"], { cwd: root });
      expect(help, command).toMatchObject({ exitCode: 0, stderr: "" });
      expect(help.stdout).toContain(`mcpplugins ${command}`);
      expect(help.stdout).toContain("Examples:");
    }
  });

  it("writes the result to a file, and nothing to stdout", async () => {
    const cwd = scratch();
    const result = await run(["doctor", "--format", "json", "--output", "doctor.json"], { cwd });
    expect(result.stdout).toBe("");
    expect(JSON.parse(readFileSync(join(cwd, "doctor.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
  });

  it("looks for the folder of --output before it works", async () => {
    const cwd = scratch();
    expect(await run(["bench", "--output", "none/bench.txt"], { cwd })).toMatchObject({
      exitCode: 3,
      stderr: `error: there is no folder ${join(cwd, "none")}\nhelp: Create it, or correct --output.\n`,
    });
  });

  it.skipIf(!existsSync("/dev/full"))("fails when the result can't be written, without a stack", async () => {
    const result = spawnSync(process.execPath, [binary, "explain"], {
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
      encoding: "utf8",
    });
    expect(result).toMatchObject({
      status: 4,
      stderr: "error: cannot write to standard output: ENOSPC: no space left on device, write\n",
    });
  });

  it("says which Node it needs when it is started by an older one", async () => {
    const olderNode =
      'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.4" } });';
    const result = await execa(process.execPath, ["--import", `data:text/javascript,${olderNode}`, binary], {
      reject: false,
    });
    expect(result.stderr).toBe("error: mcpplugins needs Node 20.19 or newer; this is 18.20.4");
    expect(result.exitCode).toBe(4);
  });

  it.skipIf(process.platform === "win32")("says so when the current folder is gone", async () => {
    const cwd = scratch();
    const command = '"$0" -e "fs.rmdirSync(process.cwd())"; "$0" "$1" validate';
    expect(await execa("sh", ["-c", command, process.execPath, binary], { cwd, reject: false })).toMatchObject({
      exitCode: 4,
      stderr: "error: the current folder is not there any more\nhelp: Change to one that is.",
    });
  });

  it("starts from the folder that --cwd names", async () => {
    const result = await run(["build", "--cwd", scratch()], { cwd: root });
    expect(result).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("there is no plugin-manifest.yaml in") as string,
    });
  });

  it("says what is wrong with a folder that can't be looked at", async () => {
    const cwd = scratch();
    symlinkSync("circle", join(cwd, "circle"));
    expect(await run(["build", "--cwd", "circle"], { cwd })).toMatchObject({
      exitCode: 4,
      stderr: `error: cannot read ${join(cwd, "circle")}: its symbolic links lead in a circle\nhelp: Remove or correct one of the links.\n`,
    });
  });

  it.each([
    [["validate", ""], "argument 1 (path)"],
    [["validate", "plugins", ""], "argument 2 (path)"],
    [["validate", "--fix", ""], "--fix"],
    [["validate", "--baseline", ""], "--baseline"],
    [["migrate-config", "", "--write"], "argument 1 (path)"],
    [["migrate-source", ""], "argument 1 (path)"],
    [["migrate-source", "--gate", "0", "--python", ""], "--python"],
    [["bootstrap", "", "--yes"], "argument 1 (dir)"],
    [["quickstart", ""], "argument 1 (dir)"],
    [["build", ""], "argument 1 (plugin)"],
    [["diff-test", ""], "argument 1 (plugin)"],
    [["diff-test", "--against="], "--against"],
    [["bench", ""], "argument 1 (plugin)"],
    [["bench-compare", ""], "argument 1 (plugin)"],
    [["report", "merge", ""], "argument 2 (file)"],
    [["run", "", "--hook", "tool_pre_invoke"], "argument 1 (plugin)"],
    [["run", "--hook", "tool_pre_invoke", "--config", ""], "--config"],
    [["run", "pii_filter", "--hook", "tool_pre_invoke", "--payload", ""], "--payload"],
    [["serve", "--config", ""], "--config"],
    [["serve", "--uds", ""], "--uds"],
    [["shims", ""], "argument 1 (repo)"],
    [["catalog", "list", "--root", ""], "--root"],
    [["catalog", "coverage-check", "", "90"], "argument 2 (report)"],
    [["schema", ""], "argument 1 (what)"],
    [["info", ""], "argument 1 (plugin)"],
    [["doctor", ""], "argument 1 (plugin)"],
    [["list", "--cwd", ""], "--cwd"],
    [["list", "--output", ""], "--output"],
  ])("takes no empty path for the current folder: %j", async (args, name) => {
    expect(await run(args, { cwd: scratch() })).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: `error: ${name} is empty\nhelp: Leave it out, or name a path. Perhaps a shell variable has no value.\n`,
    });
  });

  it("starts from no file", async () => {
    expect(await run(["build", "--cwd", binary], { cwd: root })).toMatchObject({
      exitCode: 4,
      stderr: `error: ${binary} is not a folder\nhelp: Correct --cwd.\n`,
    });
  });
});
