import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "test", "conformance");

/**
 * The interpreter that has the real CPEX: the one that MCPPLUGINS_CONFORMANCE_PYTHON names, or that of an environment which is
 * made on first use, and again when the requirements change.
 */
export function pythonWithCpex() {
  const named = process.env.MCPPLUGINS_CONFORMANCE_PYTHON;
  if (named !== undefined) return named;
  const venv = join(folder, ".venv");
  const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const requirements = readFileSync(join(folder, "requirements.txt"), "utf8");
  const stamp = join(venv, "requirements.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === requirements) return python;
  must(process.platform === "win32" ? "python" : "python3", ["-m", "venv", venv]);
  must(python, ["-m", "pip", "install", "--quiet", "-r", join(folder, "requirements.txt")]);
  writeFileSync(stamp, requirements);
  return python;
}

function must(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (status === 0) return;
  console.error(`${command} ${args.join(" ")} failed${error === undefined ? "" : `: ${error.message}`}`);
  process.exit(4);
}
