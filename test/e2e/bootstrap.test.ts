import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { addonFileName, platformTriple } from "../../src/addon/triple.ts";
import { binary, expectRun, hasCargo, root, run, scratch } from "./harness.ts";

/** Stands for `npm install`: the toolkit and its own development tools. */
function installInto(folder: string): void {
  mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
  for (const name of ["typescript", "vitest", "@types/node"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  symlinkSync(root, join(folder, "node_modules", "mcpplugins"));
}

async function tool(folder: string, script: string, ...args: string[]): Promise<string> {
  const { all, exitCode } = await execa(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: folder,
    all: true,
    reject: false,
    env: { NO_COLOR: "1" },
  });
  return `${all}\nexit code ${exitCode}`;
}

const typeCheck = (folder: string): Promise<string> => tool(folder, "typescript/bin/tsc");
const tests = (folder: string): Promise<string> => tool(folder, "vitest/vitest.mjs", "run", "--testTimeout=600000");

describe("a project from the template typescript", () => {
  it("type-checks, passes its tests and builds", async () => {
    const cwd = scratch();
    const created = await run(["bootstrap", "my-filter", "--hooks", "tool_pre_invoke,http_pre_request"], { cwd });
    expect(created).toMatchObject({ exitCode: 0, stderr: "- creating my-filter\nok created my-filter\n" });
    expect(created.stdout).toContain("Next:\n  cd my-filter\n  npm install\n  npm run check\n");
    const folder = join(cwd, "my-filter");
    installInto(folder);
    expect(await typeCheck(folder)).toBe("\nexit code 0");
    expect(await tests(folder)).toMatch(/5 passed[\s\S]*exit code 0$/);
    expect(await run(["build"], { cwd: folder })).toMatchObject({ exitCode: 0 });
  });
});

describe("a project from the template rust", () => {
  it("does not pass its differential test without its addon, and says what to run", async () => {
    const cwd = scratch();
    await run(["bootstrap", "my-filter", "--template", "rust"], { cwd });
    const folder = join(cwd, "my-filter");
    installInto(folder);
    expect(await typeCheck(folder)).toBe("\nexit code 0");
    const output = await tests(folder);
    expect(output).toMatch(/✓ .*plugin\.test\.ts/);
    expect(output).toMatch(/FAIL .*differential\.test\.ts[\s\S]*Run: npm run build[\s\S]*exit code 1$/);
  });

  it.runIf(hasCargo)("builds without an index and agrees with its fallback", async () => {
    const cwd = scratch();
    const args = ["bootstrap", "ticket-filter", "--template", "rust", "--verify", "--format", "json"];
    const created = await run(args, { cwd, env: { CARGO_NET_OFFLINE: "true" } });
    expect(created).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("ok created and verified ticket-filter"),
    });
    const { files, folder } = JSON.parse(created.stdout) as { files: { path: string }[]; folder: string };
    expect(files.map(({ path }) => path)).toContain("native/Cargo.lock");
    expect(existsSync(join(folder, addonFileName("ticket-filter", platformTriple())))).toBe(true);
    expect(readdirSync(cwd)).toEqual(["ticket-filter"]);
    installInto(folder);
    expect(await tests(folder)).toMatch(/differential.test.ts[\s\S]*exit code 0$/);
    const manifest = join(folder, "native", "Cargo.toml");
    const cargo = (...command: string[]) =>
      execa("cargo", [...command, "--manifest-path", manifest], { reject: false });
    expect(await cargo("tree", "--locked", "--offline")).toMatchObject({ exitCode: 0 });
    expect(await cargo("fmt", "--check")).toMatchObject({ exitCode: 0 });
  });
});

describe("the command that makes the same again", () => {
  it("does, as it stands in the README, whatever the answers hold", async () => {
    const cwd = scratch();
    const answers = {
      description: 'it\'s "q" \\n $HOME `x`\n# new {{y}} 🎫 ```',
      author: "Zoë O'Brien",
      email: "z@b.example",
      "plugin-version": "1.2.3-rc.1",
      hooks: "resource_post_fetch, tool_pre_invoke",
      license: "MIT",
      ci: "github",
    };
    const flags = Object.entries(answers).flatMap(([flag, value]) => [`--${flag}`, value]);
    await run(["bootstrap", "my-filter", "--template", "rust", ...flags], { cwd });
    const readme = readFileSync(join(cwd, "my-filter", "README.md"), "utf8");
    const command = /(`{3,})sh\n(mcpplugins bootstrap [\s\S]*?)\n\1\n$/.exec(readme)?.[2] ?? "";
    mkdirSync(join(cwd, "bin"));
    writeFileSync(join(cwd, "bin", "mcpplugins"), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`);
    chmodSync(join(cwd, "bin", "mcpplugins"), 0o755);
    mkdirSync(join(cwd, "x"));
    const env = { PATH: `${join(cwd, "bin")}:${process.env["PATH"]}` };
    // A folder less deep would be another relative path to the toolkit.
    await execa("sh", ["-c", command], { cwd: join(cwd, "x"), env });
    const { exitCode, stdout } = await execa(
      "diff",
      ["-r", "-x", "package.json", "-x", "Cargo.toml", "my-filter", "x/my-filter"],
      { cwd, reject: false },
    );
    expect(stdout).toBe("");
    expect(exitCode).toBe(0);
  });
});

describe("bootstrap refuses", () => {
  it("to guess a name", async () => {
    await expectRun(await run(["bootstrap"], { cwd: scratch() }), "bootstrap-without-name");
  });

  it("wrong answers, all at once", async () => {
    const cwd = scratch();
    const args = ["bootstrap", "x", "--name", "My Filter", "--template", "rsut", "--hooks", "tool_pre_invok"];
    await expectRun(
      await run([...args, "--email", "a", "--plugin-version", "1", "--license", "mit", "--ci", "gitlab"], { cwd }),
      "bootstrap-wrong-answers",
    );
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("a folder whose name is no name of a plugin", async () => {
    await expectRun(await run(["bootstrap", "My Filter"], { cwd: scratch() }), "bootstrap-wrong-folder-name");
  });

  it("hooks that the template has no example for", async () => {
    const args = ["bootstrap", "x", "--template", "rust", "--hooks", "tool_pre_invoke,http_pre_request"];
    await expectRun(await run(args, { cwd: scratch() }), "bootstrap-wrong-hooks");
  });

  it("a folder that is not empty, and lists what is in the way", async () => {
    const cwd = scratch();
    for (const name of ["README.md", "package.json", "notes.txt"]) writeFileSync(join(cwd, name), "mine");
    await expectRun(await run(["bootstrap", ".", "--name", "demo"], { cwd }), "bootstrap-occupied");
    expect(readdirSync(cwd).sort()).toEqual(["README.md", "notes.txt", "package.json"]);
  });

  it("a file", async () => {
    const cwd = scratch();
    writeFileSync(join(cwd, "demo"), "mine");
    await expectRun(await run(["bootstrap", "demo"], { cwd }), "bootstrap-file");
  });
});

describe("into a folder with files in conflict, --force", () => {
  it("says which it overwrites, and keeps what is the author's own", async () => {
    const cwd = scratch();
    for (const name of ["README.md", "package.json", "notes.txt"]) writeFileSync(join(cwd, name), "mine");
    const dry = await run(["bootstrap", ".", "--name", "demo", "--force", "--dry-run"], { cwd });
    expect(dry.stdout).toMatch(/README.md .*yours is kept\n[\s\S]*package.json .*overwrites yours\n/);
    expect(readFileSync(join(cwd, "package.json"), "utf8")).toBe("mine");
    const forced = await run(["bootstrap", ".", "--name", "demo", "--force"], { cwd });
    expect(forced).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("overwriting package.json\n") });
    expect(readFileSync(join(cwd, "README.md"), "utf8")).toBe("mine");
    expect(readFileSync(join(cwd, "notes.txt"), "utf8")).toBe("mine");
    expect(readFileSync(join(cwd, "package.json"), "utf8")).toContain('"name": "demo"');
  });
});

it("a dry run writes nothing and shows every file", async () => {
  const cwd = scratch();
  const dry = await run(["bootstrap", "demo", "--template", "rust", "--dry-run"], { cwd });
  expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
  expect(dry.stdout).toMatch(/ {2}18 files, /);
  expect(dry.stdout).toContain("nothing was written");
  expect(dry.stdout).toMatch(/\n {2}native\/\n {4}Cargo.lock +\d/);
  expect(readdirSync(cwd)).toEqual([]);
});

it.runIf(hasCargo)("a project that does not build is not left behind", async () => {
  const cwd = scratch();
  const args = ["bootstrap", "demo", "--template", "rust", "--verify"];
  const env = { CARGO_TARGET_DIR: "/dev/null/target" };
  const failed = await run(args, { cwd, env });
  expect(failed.exitCode).toBe(4);
  expect(failed.stderr).toContain("cargo could not build");
  expect(readdirSync(cwd)).toEqual([]);
});
