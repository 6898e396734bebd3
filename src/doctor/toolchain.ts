import { execa } from "execa";
import { cargoVersion } from "../addon/cargo.ts";
import { platformTriple } from "../addon/triple.ts";
import { type Check, ok, warning } from "./check.ts";

/** The oldest Rust that the crates compile with; `rust-version` in native/Cargo.toml. */
export const OLDEST_RUST = "1.89";

const RUSTUP = "install Rust from https://rustup.rs";

/** Node, cargo, and the C compiler that cargo links with. */
export async function checkToolchain(): Promise<Check[]> {
  return [ok("node", `${process.versions.node}, ${platformTriple()}`), await checkCargo(), await checkLinker()];
}

async function checkCargo(): Promise<Check> {
  const version = await cargoVersion();
  if (version === undefined) return warning("cargo", "not found: addons can't be built, fallbacks work", RUSTUP);
  const found = /\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? "0";
  if (isOlder(found, OLDEST_RUST)) {
    return warning("cargo", `${found}, and the crates need Rust ${OLDEST_RUST} or newer`, "rustup update stable");
  }
  return ok("cargo", version.replace(/^cargo /, ""));
}

/** Compares `major.minor` numerically. */
export function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

async function checkLinker(): Promise<Check> {
  if (process.platform === "win32") return ok("linker", "comes with the Visual Studio Build Tools");
  const { exitCode, stdout } = await execa("cc", ["--version"], { reject: false });
  if (exitCode === 0) return ok("linker", stdout.split("\n")[0] ?? "cc");
  const remedy =
    process.platform === "darwin" ? "xcode-select --install" : "install gcc or clang, for example: apt install gcc";
  return warning("linker", "there is no 'cc': cargo can't link addons", remedy);
}
