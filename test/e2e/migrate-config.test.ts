import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { binary, expectRun, run, scratch } from "./harness.ts";

const OLD = "plugins: [{name: a, kind: k, mode: enforce}]\n";
const NEW = "plugins: [{name: a, kind: k, mode: sequential}]\n";

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = scratch();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe("mcpplugins migrate-config", () => {
  it.each([
    ["mixed", []],
    ["mixed", ["--check", "--fix-case"]],
    ["mixed", ["config.yaml", "--no-comments", "--preserve-behavior", "--write"]],
    ["mixed", ["values.yaml", "--format", "json"]],
    ["clean", ["--check"]],
    ["clean", ["--reverse"]],
    ["broken", []],
    ["clean", ["nothing.yaml"]],
    ["clean", ["*.yml"]],
    ["clean", ["--check", "--write"]],
    ["clean", ["--interactive"]],
  ])("in the fixture %s with %j", async (fixture, args) => {
    const flags = args.map((arg) => arg.replaceAll(/[^a-z]+/g, "-").replaceAll(/^-+|-+$/g, ""));
    const cwd = scratch(`migrate-config/${fixture}`);
    const before = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), "utf8"));
    await expectRun(await run(["migrate-config", ...args], { cwd }), ["migrate-config", fixture, ...flags].join("-"));
    const after = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), "utf8"));
    if (!args.includes("--write") || args.includes("--check")) expect(after).toEqual(before);
  });

  it("writes what it showed, and then finds nothing to do", async () => {
    const cwd = scratch("migrate-config/mixed");
    expect(await run(["migrate-config", "--write"], { cwd })).toMatchObject({ exitCode: 0 });
    const text = readFileSync(join(cwd, "config.yaml"), "utf8");
    expect(text).toContain('    mode: "sequential"\n    on_error: "ignore"\n');
    expect(await run(["migrate-config", "config.yaml", "--check"], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("nothing to migrate in 1 file\n") as string,
    });
  });

  it("is a filter from standard input to standard output", async () => {
    const result = await run(["migrate-config", "-"], { cwd: scratch(), input: OLD });
    expect(result).toMatchObject({ exitCode: 0, stdout: NEW });
    expect(result.stderr).toContain("1 file migrated of 1 file, ");
    expect(result.stderr).not.toContain("@@");
    const again = await run(["migrate-config", "-"], { cwd: scratch(), input: NEW });
    expect(again).toMatchObject({ exitCode: 0, stdout: NEW, stderr: "nothing to migrate in 1 file\n" });
    const broken = await run(["migrate-config", "-"], { cwd: scratch(), input: "plugins: [{name: a, mode: enforce" });
    expect(broken).toMatchObject({ exitCode: 4, stdout: "" });
  });

  it("searches a folder for what .gitignore does not leave out", async () => {
    const names = ["a.yaml", "b/c.yml", "b/d.json", "e.yaml.j2", "ignored/f.yaml", "node_modules/g.yaml", "h.txt"];
    const cwd = folderWith({ ".gitignore": "ignored/\n", ...Object.fromEntries(names.map((name) => [name, OLD])) });
    await run(["migrate-config", "--write"], { cwd });
    const written = names.filter((name) => readFileSync(join(cwd, name), "utf8") === NEW);
    expect(written).toEqual(["a.yaml", "b/c.yml", "b/d.json", "e.yaml.j2"]);
  });

  it("takes patterns", async () => {
    const names = ["a/x.yaml", "a/b/x.yaml", "a/b/y.yml", "c/x.yaml"];
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, OLD])));
    await run(["migrate-config", "a/**/*.{yaml,yml}", "--write"], { cwd });
    expect(names.filter((name) => readFileSync(join(cwd, name), "utf8") === NEW)).toEqual(names.slice(0, 3));
  });

  it("keeps permissions, follows links and keeps every old file", async () => {
    const cwd = folderWith({ "real/config.yaml": OLD, "real/config.yaml.bak": "older" });
    chmodSync(join(cwd, "real/config.yaml"), 0o640);
    symlinkSync("real/config.yaml", join(cwd, "link.yaml"));
    const { stdout } = await run(["migrate-config", "link.yaml", "--write", "--backup"], { cwd });
    expect(stdout).toContain(`link.yaml is a link: ${join(cwd, "real/config.yaml")} was written`);
    expect(lstatSync(join(cwd, "link.yaml")).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, "real/config.yaml")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, "real/config.yaml"), "utf8")).toBe(NEW);
    expect(readFileSync(join(cwd, "link.yaml.bak"), "utf8")).toBe(OLD);
    expect(readFileSync(join(cwd, "real/config.yaml.bak"), "utf8")).toBe("older");
  });

  it("reports a file that it can't read or write, and migrates the others", async () => {
    const cwd = folderWith({
      "a.yaml": OLD,
      "b.yaml": Buffer.concat([Buffer.from(OLD), Buffer.from([0xff])]),
      "c.yaml": OLD,
    });
    chmodSync(join(cwd, "c.yaml"), 0o444);
    const { exitCode, stdout } = await run(["migrate-config", "--write"], { cwd });
    expect(exitCode).toBe(4);
    expect(readFileSync(join(cwd, "a.yaml"), "utf8")).toBe(NEW);
    expect(readFileSync(join(cwd, "c.yaml"), "utf8")).toBe(OLD);
    expect(stdout).toContain("b.yaml is not UTF-8");
    expect(stdout).toContain("cannot write c.yaml: it is write-protected");
    expect(readdirSync(cwd)).toHaveLength(3);
  });

  it("reports a folder or a path that it can't look into, and migrates the others", async () => {
    const cwd = folderWith({ "a.yaml": OLD, "b/c.yaml": OLD, "d.yaml": OLD });
    symlinkSync(".gitignore", join(cwd, "b/.gitignore"));
    symlinkSync("loop.yaml", join(cwd, "loop.yaml"));
    const searched = await run(["migrate-config"], { cwd });
    await expectRun(searched, "migrate-config-unreadable-folder");
    const named = await run(["migrate-config", "loop.yaml", "b", "d.yaml", "--write"], { cwd });
    await expectRun(named, "migrate-config-unreadable-paths");
    expect(readFileSync(join(cwd, "d.yaml"), "utf8")).toBe(NEW);
    expect(await run(["migrate-config", "b"], { cwd })).toMatchObject({
      exitCode: 4,
      stdout: "",
      stderr: expect.stringContaining("its symbolic links lead in a circle") as string,
    });
    const inJson = await run(["migrate-config", "b", "loop.yaml", "--format", "json"], { cwd });
    expect(JSON.parse(inJson.stdout)).toMatchObject({
      files: [
        { file: "b", kind: "folder", status: "failed" },
        { file: "loop.yaml", kind: "file", status: "failed" },
      ],
      summary: { files: 1, folders: 1, failed: 2 },
    });
    const pattern = await run(["migrate-config", "b/*.yaml", "a.yaml"], { cwd });
    expect(pattern.stdout).toContain("1 file to migrate of 1 file, 1 edit; 1 folder not searched; ");
  });

  it("asks for each change on a terminal", async () => {
    const cwd = folderWith({
      "config.yaml":
        "plugins:\n- {name: a, mode: enforce}\n- {name: b, mode: permissive}\n- {name: c, mode: enforce}\n",
    });
    const terminal = await openTerminal(`${COMMAND} config.yaml --interactive`, cwd);
    await terminal.waitFor("Change 1 of 3?");
    await terminal.press("Enter");
    await terminal.waitFor("Change 2 of 3?");
    await terminal.press("Down", "Enter");
    await terminal.waitFor("Change 3 of 3?");
    await terminal.press("Enter");
    await terminal.waitFor("1 file migrated");
    expect(readFileSync(join(cwd, "config.yaml"), "utf8")).toBe(
      "plugins:\n- {name: a, mode: sequential}\n- {name: b, mode: permissive}\n- {name: c, mode: sequential}\n",
    );
  });

  it("writes nothing when the questions are stopped with Ctrl-C", async () => {
    const cwd = folderWith({ "config.yaml": OLD });
    const terminal = await openTerminal(`${COMMAND} --interactive; echo $? > code`, cwd);
    await terminal.waitFor("Change 1 of 1?");
    await terminal.press("C-c");
    await expect.poll(() => existsSync(join(cwd, "code"))).toBe(true);
    await expect.poll(() => readFileSync(join(cwd, "code"), "utf8")).toBe("130\n");
    expect(readFileSync(join(cwd, "config.yaml"), "utf8")).toBe(OLD);
  });
});

/** For a shell; the paths may have blanks in them. */
const COMMAND = `"${process.execPath}" "${binary}" migrate-config`;

/** A real terminal that runs a command; it is closed after the test. */
async function openTerminal(command: string, cwd: string) {
  const socket = `migrate-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const tmux = (...args: string[]) => execa("tmux", ["-L", socket, ...args], { reject: false });
  onTestFinished(async () => void (await tmux("kill-server")));
  await tmux(
    "-f",
    "/dev/null",
    "new-session",
    "-d",
    "-x",
    "120",
    "-y",
    "60",
    "-c",
    cwd,
    "env",
    "-u",
    "CI",
    "sh",
    "-c",
    `${command}; sleep 600`,
  );
  return {
    press: (...keys: string[]) => tmux("send-keys", ...keys),
    waitFor: (text: string) => expect.poll(async () => (await tmux("capture-pane", "-p")).stdout).toContain(text),
  };
}
