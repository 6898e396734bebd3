import { join } from "node:path";
import { execa } from "execa";
import { failed } from "../errors.ts";

export interface CargoRequest {
  /** The folder of the crate's Cargo.toml. */
  readonly crate: string;
  readonly profile: "release" | "debug";
  /** A cargo target to cross-compile for; default this machine. */
  readonly target?: string | undefined;
  /** Variables for cargo, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Takes cargo's progress, line by line. */
  readonly onLine?: ((line: string) => void) | undefined;
}

const INSTALL_HINT =
  "Install Rust from https://rustup.rs and run the command again, or work on the TypeScript fallback: it needs no Rust.";

/** The version of cargo on the PATH, as it prints it; undefined when there is none. */
export async function cargoVersion(): Promise<string | undefined> {
  const { exitCode, stdout } = await execa("cargo", ["--version"], { reject: false });
  return exitCode === 0 ? stdout : undefined;
}

/**
 * Builds the crate's library and returns the path of the shared library that cargo made.
 *
 * @throws {ToolError} exit 4 when cargo is missing, fails (with the compiler's message), or makes no shared library.
 */
export async function runCargo(request: CargoRequest): Promise<string> {
  const { crate, profile, target, env, signal, onLine } = request;
  if ((await cargoVersion()) === undefined)
    throw failed("cargo is not installed, or not on the PATH", { hint: INSTALL_HINT });
  const manifest = join(crate, "Cargo.toml");
  const child = execa(
    "cargo",
    [
      "build",
      "--lib",
      "--message-format=json-render-diagnostics",
      "--manifest-path",
      manifest,
      ...(profile === "release" ? ["--release"] : []),
      ...(target === undefined ? [] : ["--target", target]),
    ],
    { reject: false, maxBuffer: 64 * 1024 * 1024, env: { CARGO_TERM_COLOR: "never", ...env }, ...cancelOn(signal) },
  );
  if (onLine !== undefined) for await (const line of child.iterable({ from: "stderr" })) onLine(line.trim());
  const { exitCode, stdout, stderr } = await child;
  signal?.throwIfAborted();
  if (exitCode !== 0) throw cargoFailed(crate, stderr);
  const library = sharedLibrary(stdout, manifest);
  if (library !== undefined) return library;
  throw failed(`${manifest} makes no shared library`, { hint: 'Set crate-type = ["cdylib"] under [lib].' });
}

function cancelOn(signal: AbortSignal | undefined): { cancelSignal?: AbortSignal } {
  return signal === undefined ? {} : { cancelSignal: signal };
}

/** Cargo names what it made in one JSON message a line. */
function sharedLibrary(messages: string, manifest: string): string | undefined {
  for (const line of messages.split("\n")) {
    if (!line.startsWith('{"reason":"compiler-artifact"')) continue;
    const artifact = JSON.parse(line) as {
      manifest_path: string;
      target: { crate_types: string[] };
      filenames: string[];
    };
    if (artifact.manifest_path !== manifest || !artifact.target.crate_types.includes("cdylib")) continue;
    return artifact.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
  }
  return undefined;
}

const NO_NETWORK = /failed to (download|fetch)|could not resolve host|no matching package named|network failure/i;

function cargoFailed(crate: string, stderr: string): Error {
  const lines = stderr
    .split("\n")
    .filter((line) => !/^\s*(Compiling|Checking|Downloaded|Downloading|Finished|Blocking) /.test(line));
  const hint = NO_NETWORK.test(stderr)
    ? "The crates it needs are not all in cargo's cache, and the registry could not be reached: run it once with a network."
    : "The message above is the compiler's own.";
  return failed(`cargo could not build ${crate}`, { details: lines.join("\n").trim(), hint });
}
