import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { runCargo } from "../../addon/cargo.ts";
import { failed } from "../../errors.ts";
import type { Plugin } from "../../runtime/open-plugin.ts";
import type { SideCoverage } from "./coverage.ts";
import { readLcov } from "./lcov.ts";
import { findLlvmTools } from "./llvm-tools.ts";

/** A plugin's addon that counts what of it runs. */
export interface CountingAddon {
  /** The addon to run instead of the plugin's own. */
  readonly file: string;
  /** What the process that runs it needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What has run, once all processes that had it loaded have ended. */
  read(): Promise<SideCoverage>;
  remove(): Promise<void>;
}

/** Why the Rust can't be looked into, and what helps. */
export type NoCoverage = Extract<SideCoverage, { readonly status: "unavailable" }>;

export interface CountingOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

/**
 * Builds a plugin's addon once more, with counters, in a folder of its own beside cargo's other ones.
 *
 * @throws {ToolError} exit 4 with the compiler's own message.
 */
export async function buildCountingAddon(
  plugin: Plugin,
  options: CountingOptions,
): Promise<CountingAddon | NoCoverage> {
  const { env, signal, onLine } = options;
  const native = plugin.manifest.implementations.native;
  if (native === undefined) throw new Error("a plugin without a native side has no addon to build");
  const crate = resolve(plugin.folder, native.crate);
  const tools = await findLlvmTools(env);
  if (tools === undefined) {
    const reason = "the tools of the Rust compiler's LLVM are not installed: llvm-profdata and llvm-cov";
    return { status: "unavailable", reason, remedy: "rustup component add llvm-tools" };
  }
  const flags = { RUSTFLAGS: "-C instrument-coverage", CARGO_TARGET_DIR: await targetFolder(crate, env) };
  const library = await runCargo({ crate, profile: "release", signal, onLine, env: flags });
  const folder = await mkdtemp(join(tmpdir(), "mcpplugins-coverage-"));
  const file = join(folder, `${plugin.slug}.node`);
  await copyFile(library, file);
  return {
    file,
    env: { LLVM_PROFILE_FILE: join(folder, "%p.profraw") },
    read: async () => {
      const raw = (await readdir(folder)).filter((name) => name.endsWith(".profraw"));
      const profile = join(folder, "all.profdata");
      await runTool(tools.profdata, ["merge", "-sparse", ...raw.map((name) => join(folder, name)), "-o", profile]);
      const lcov = await runTool(tools.cov, ["export", "--format=lcov", `--instr-profile=${profile}`, file]);
      return readLcov(lcov, crate);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Flags are part of what cargo builds from: in its usual folder, each build would undo the other. */
async function targetFolder(crate: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = ["metadata", "--format-version=1", "--no-deps", "--manifest-path", join(crate, "Cargo.toml")];
  const stdout = await runTool("cargo", args, env);
  return join((JSON.parse(stdout) as { readonly target_directory: string }).target_directory, "coverage");
}

async function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await execa(tool, args, { reject: false, env, maxBuffer: 256 * 1024 * 1024 });
  if (exitCode === 0) return stdout;
  throw failed(`${tool} failed`, { details: stderr });
}
