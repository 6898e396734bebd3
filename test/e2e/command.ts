import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
export const binary = join(root, "bin", "mcpplugins.js");

export interface Run {
  readonly command: string;
  readonly cwd: string;
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to the variables that every run has. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Where Rust is, when not in the home folder. */
const RUST = ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"].flatMap((name) => {
  const value = process.env[name];
  return value === undefined ? [] : [[name, value] as const];
});

/** All that a run sees of the environment. What crates of tests have in common is compiled once, where the toolkit's own are. */
const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  ...Object.fromEntries(RUST),
  NO_COLOR: "1",
  CARGO_TARGET_DIR: join(root, "native", "target"),
};

/** Runs the built command line as a user would, without a terminal. */
export async function run(args: readonly string[], { cwd, env, input = "" }: RunOptions): Promise<Run> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [binary, ...args], {
    cwd,
    input,
    reject: false,
    extendEnv: false,
    stripFinalNewline: false,
    env: { ...ENVIRONMENT, ...env },
  });
  return { command: ["mcpplugins", ...args].join(" "), cwd, exitCode, stdout, stderr };
}
