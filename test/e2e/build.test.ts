import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ABI_VERSION } from "../../src/addon/abi.ts";
import { addonFileName, platformTriple } from "../../src/addon/triple.ts";
import { copyCrate, temporaryFolder } from "./fixtures.ts";
import { expectRun, hasCargo, root, run, scratch } from "./harness.ts";

const shout = temporaryFolder();
copyCrate("shout", shout);
afterAll(() => rmSync(shout, { recursive: true, force: true }));
const addon = join(shout, addonFileName("shout", platformTriple()));

const script = `
import { loadPlugin } from ${JSON.stringify(join(root, "dist", "runtime", "index.js"))};
import { createContext } from ${JSON.stringify(join(root, "dist", "plugin", "index.js"))};
const { folder, implementation, config, texts } = JSON.parse(process.argv[1]);
const plugin = await loadPlugin(folder, { implementation, config });
const answers = texts.map((text) => {
  try {
    return plugin.invoke("tool_pre_invoke", { name: "t", args: { text } }, createContext("r")).modified_payload?.args.text ?? "unchanged";
  } catch (error) {
    return error.code + ": " + error.message;
  }
});
console.log(JSON.stringify({ implementation: plugin.implementation, answers }));
`;

/** Calls a plugin in a process of its own, as a host would. */
async function invoke(
  implementation: string,
  texts: readonly string[],
  config: object = {},
): Promise<{ stdout: string; stderr: string; exitCode: number | undefined }> {
  const request = JSON.stringify({ folder: shout, implementation, config, texts });
  const child = await execa(process.execPath, ["--input-type=module", "-e", script, request], { reject: false });
  return { stdout: child.stdout, stderr: child.stderr, exitCode: child.exitCode };
}

/** A plugin whose crate is one file without dependencies. */
function crateOf(source: string): string {
  const folder = scratch();
  const files = {
    "plugin-manifest.yaml": [
      "name: demo",
      'version: "0.1.0"',
      "available_hooks: [tool_pre_invoke]",
      "implementations: { fallback: index.ts, native: { crate: native } }",
      "",
    ].join("\n"),
    "native/Cargo.toml":
      '[workspace]\n[package]\nname = "demo"\nversion = "0.1.0"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n',
    "native/src/lib.rs": source,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe.runIf(hasCargo)("building an addon", () => {
  beforeAll(async () => {
    const before = await invoke("auto", ["hi!"]);
    expect(JSON.parse(before.stdout)).toEqual({ implementation: "fallback", answers: ["hi."] });
    // A fallback is never silent: what was tried, and what mends it.
    expect(before.stderr).toContain("the addon is not built");
    expect(before.stderr).toContain(`mcpplugins build ${shout}`);

    const built = await run(["build", shout, "--debug", "--format", "json"], { cwd: root });
    expect(built.stderr).toContain("ok built shout");
    expect(built).toMatchObject({ exitCode: 0 });
    const [facts] = (JSON.parse(built.stdout) as { addons: unknown[] }).addons;
    expect(facts).toMatchObject({
      slug: "shout",
      file: addon,
      triple: platformTriple(),
      profile: "debug",
      abi: ABI_VERSION,
    });
  });

  it("makes native the choice of auto", async () => {
    expect(JSON.parse((await invoke("auto", ["hi!", "été!", "日本!", "quiet"])).stdout)).toEqual({
      implementation: "native",
      answers: ["hi.", "été.", "日本.", "unchanged"],
    });
  });

  it("leaves the fallback to whoever asks for it", async () => {
    expect(JSON.parse((await invoke("fallback", ["hi!"])).stdout)).toMatchObject({ implementation: "fallback" });
  });

  it("turns a panic and a wrong span into errors, and goes on", async () => {
    const { stdout, stderr } = await invoke("native", ["panic", "escape", "still here!"]);
    expect(JSON.parse(stdout)).toMatchObject({
      answers: [
        "MCPPLUGINS_PANIC: told to panic",
        "MCPPLUGINS_PANIC: finding 'shout' has the span 0..100, which is not inside a text of length 6",
        "still here.",
      ],
    });
    expect(stderr).toBe("");
  });

  it("answers thousands of edits in one call", async () => {
    const text = "!".repeat(5000);
    expect(JSON.parse((await invoke("native", [text])).stdout)).toMatchObject({ answers: [".".repeat(5000)] });
  });

  it("throws what the plugin has against its config", async () => {
    const { stderr, exitCode } = await invoke("native", [], { replacement: "refuse" });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("replacement must not be 'refuse'");
  });

  it("shows the compiler's own message", async () => {
    const folder = crateOf("pub fn answer() -> u32 { forty_two }\n");
    const result = await run(["build"], { cwd: folder });
    expect(result.exitCode).toBe(4);
    expect(result.stderr).toContain("cannot find value `forty_two` in this scope");
    expect(existsSync(join(folder, addonFileName("demo", platformTriple())))).toBe(false);
  });

  it("says that a library which is no addon is none", async () => {
    const result = await run(["build"], { cwd: crateOf("") });
    expect(result.exitCode).toBe(4);
    expect(result.stderr).toMatch(/the addon was built, but .*demo\..*\.node/);
  });

  it.skipIf(process.platform === "win32")("reports a folder that it may not write to", async () => {
    const folder = crateOf("");
    chmodSync(folder, 0o555);
    const result = await run(["build"], { cwd: folder });
    chmodSync(folder, 0o755);
    // Root may write everywhere: there the build goes on to the next problem.
    expect(result.stderr).toContain(process.getuid?.() === 0 ? "the addon was built, but" : "permission denied");
  });
});

describe("without cargo", () => {
  /** Holds Node and nothing else that a build could use. */
  const env = { PATH: "/nonexistent" };

  it("build says what is missing and how to go on", async () => {
    await expectRun(await run(["build"], { cwd: crateOf(""), env }), "build-without-cargo");
  });

  it("doctor warns and names the remedy", async () => {
    const { stdout, exitCode } = await run(["doctor"], { cwd: scratch(), env });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/warning +cargo +not found: addons can't be built, fallbacks work\n {2}help: install Rust/);
  });
});

describe("doctor", () => {
  it("finds an addon that can't be loaded, and fails", async () => {
    const folder = scratch("shout");
    writeFileSync(join(folder, addonFileName("shout", platformTriple())), "not a library");
    const { stdout, exitCode } = await run(["doctor", folder], { cwd: folder });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/problem +shout +fallback: .*can't be loaded/);
    expect(stdout).toContain(`help: mcpplugins build ${folder}`);
  });
});
