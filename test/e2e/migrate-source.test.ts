import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeEach, describe, expect, it } from "vitest";
import { expectRun, root, run, scratch } from "./harness.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/migrate-source/${name}`, import.meta.url));
const GATES = ["1", "2", "3", "4", "5", "6"];

/** All files below a folder with their bytes as Latin-1. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(names.map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]));
}

/** Git would not keep a file that .gitignore leaves out. */
function addIgnored(folder: string): void {
  mkdirSync(join(folder, "ignored"));
  writeFileSync(join(folder, "ignored", "generated.py"), "from mcpgateway.plugins.framework import Plugin\n");
}

/** Git would not keep CRLF. */
function withCrlf(folder: string): void {
  const path = join(folder, "plugins", "windows.py");
  writeFileSync(path, readFileSync(path, "latin1").replaceAll("\n", "\r\n"), "latin1");
}

describe("mcpplugins migrate-source on a project", () => {
  let cwd: string;
  let before: Record<string, string>;

  const migrate = (...args: readonly string[]) => run(["migrate-source", ...args], { cwd });

  beforeEach(() => {
    cwd = scratch("migrate-source/before");
    addIgnored(cwd);
    before = filesOf(cwd);
  });

  it("shows the diff and what is left for a person, and writes nothing", async () => {
    await expectRun(await migrate(), "migrate-source");
    expect(filesOf(cwd)).toEqual(before);
  });

  it("counts the work of each phase with --plan", async () =>
    expectRun(await migrate("--plan"), "migrate-source-plan"));

  it.each(GATES)("fails gate %s before", async (gate) => {
    await expectRun(await migrate("--gate", gate), `migrate-source-gate-${gate}`);
  });

  it("fails --check before", async () => expectRun(await migrate("--check"), "migrate-source-check"));

  it("writes every byte of the expected tree", async () => {
    const expected = scratch("migrate-source/after");
    addIgnored(expected);
    [cwd, expected].forEach(withCrlf);
    await expectRun(await migrate("--write"), "migrate-source-write");
    const { ".mcpplugins/migrate-source.json": journal, ...files } = filesOf(cwd);
    expect(journal).toContain('"schemaVersion": 1');
    expect(files).toEqual(filesOf(expected));
  });

  it("passes every gate and changes nothing more once a person has done the rest", async () => {
    await migrate("--write");
    cpSync(fixture("by-hand"), cwd, { recursive: true });
    await expectRun(await migrate("--write"), "migrate-source-write-again");
    for (const gate of GATES) expect(await migrate("--gate", gate)).toMatchObject({ exitCode: 0 });
    expect(await migrate("--check")).toMatchObject({ exitCode: 0, stdout: "49 files read, nothing to change\n" });
    expect(existsSync(join(cwd, "mcpgateway/plugins/framework"))).toBe(false);
  });

  it("reverts phase after phase to the same bytes", async () => {
    withCrlf(cwd);
    before = filesOf(cwd);
    await migrate("--write");
    await expectRun(await migrate("--phase", "2", "--revert"), "migrate-source-revert-covered");
    for (const phase of [...GATES].reverse()) await migrate("--phase", phase, "--revert", "--write");
    expect(filesOf(cwd)).toEqual(before);
  });

  it("brings removed shims back", async () => {
    cpSync(fixture("after"), cwd, { recursive: true });
    cpSync(fixture("by-hand"), cwd, { recursive: true });
    const shims = filesOf(cwd);
    await migrate("--phase", "5", "--write");
    expect(filesOf(cwd)).not.toHaveProperty("mcpgateway/plugins/tools/cli.py");
    await migrate("--phase", "5", "--revert", "--write");
    expect(filesOf(cwd)).toEqual(shims);
  });

  it("applies one phase alone", async () => {
    const { stdout } = await migrate("--phase", "2", "--write");
    expect(stdout).toContain("changed plugins/aliases.py (phase 2)\n");
    const changed = readFileSync(join(cwd, "plugins/formatted.py"), "utf8");
    expect(changed).toContain("from mcpgateway.plugins.framework import PluginMode\n");
    expect(changed).toContain("PluginMode.SEQUENTIAL");
    expect(await migrate("--phase", "2", "--check")).toMatchObject({ exitCode: 1 });
  });

  it("leaves Python that compiles", async ({ skip }) => {
    const python = await execa("python3", ["--version"], { reject: false });
    if (python.exitCode !== 0) skip("there is no python3");
    await migrate("--write");
    const { exitCode, stdout } = await execa("python3", ["-m", "compileall", "-q", cwd], { reject: false });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  });

  it("says as JSON what it would do", async () => {
    await expectRun(
      await migrate("plugins/configs.py", "tests/test_modes.py", "--format", "json"),
      "migrate-source-json",
    );
  });
});

describe("mcpplugins migrate-source", () => {
  it("migrates standard input to standard output", async () => {
    const input = "from mcpgateway.plugins.framework import Plugin, get_plugin_manager\r\n";
    expect(await run(["migrate-source", "-"], { cwd: scratch(), input })).toMatchObject({
      exitCode: 0,
      stdout: "from cpex.framework import Plugin\r\nfrom mcpgateway.plugins import get_plugin_manager\r\n",
    });
  });

  it.each([
    ["missing", ["nothing.py"]],
    ["nothing-here", []],
    ["stdin-and-file", ["-", "a.py"]],
    ["stdin-and-write", ["-", "--write"]],
    ["phase-0", ["--phase", "0"]],
    ["phase-7", ["--phase", "7"]],
    ["revert-without-phase", ["--revert"]],
    ["write-and-check", ["--write", "--check"]],
    ["no-interpreter", ["-", "--gate", "0", "--python", "no-such-python"]],
  ])("says what is wrong: %s", async (name, args) => {
    await expectRun(await run(["migrate-source", ...args], { cwd: scratch() }), `migrate-source-${name}`);
  });

  it("asks an interpreter for the names that the tree uses", async () => {
    const cwd = scratch();
    const answer = JSON.stringify({ version: "0.1.4", problems: ["there is no cpex.framework.Gone"] });
    writeFileSync(join(cwd, "python"), `#!/bin/sh\ncat > asked.json\necho '${answer}'\n`, { mode: 0o755 });
    writeFileSync(join(cwd, "a.py"), "from mcpgateway.plugins.framework import Gone\n");
    await expectRun(
      await run(["migrate-source", "--gate", "0", "--python", "./python"], { cwd }),
      "migrate-source-gate-0",
    );
    expect(JSON.parse(readFileSync(join(cwd, "asked.json"), "utf8"))).toContain("cpex.framework.Gone");
  });

  it("names a file that it can't read and goes on with the others", async () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "a.py"), Buffer.from([0x23, 0xff, 0x0a]));
    writeFileSync(join(cwd, "b.py"), "from mcpgateway.plugins.framework import Plugin\n");
    await expectRun(await run(["migrate-source"], { cwd }), "migrate-source-unreadable");
  });

  it("writes the JSON that its page shows", async () => {
    const cwd = scratch();
    mkdirSync(join(cwd, "plugins"));
    writeFileSync(join(cwd, "plugins/deny.py"), "from mcpgateway.plugins.framework import Plugin\n");
    const [, example = "{}"] =
      /```json\n([\s\S]*?)```/.exec(readFileSync(join(root, "docs/migrate-source.md"), "utf8")) ?? [];
    const { stdout } = await run(["migrate-source", "--format", "json"], { cwd });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(example));
  });

  it("makes a diff that git applies", async () => {
    const cwd = scratch("migrate-source/before");
    const { stdout } = await run(["migrate-source"], { cwd });
    await execa("git", ["apply", "--exclude=plugins/latin.py", "-"], {
      cwd,
      input: stdout,
      env: { GIT_CEILING_DIRECTORIES: join(cwd, "..") },
    });
    // The output is UTF-8, and this file is not.
    expect({ ...filesOf(cwd), "plugins/latin.py": "" }).toEqual({
      ...filesOf(scratch("migrate-source/after")),
      "plugins/latin.py": "",
    });
  });
});
