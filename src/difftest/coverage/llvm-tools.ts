import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";

/** The programs that read what an instrumented addon has counted. */
export interface LlvmTools {
  readonly profdata: string;
  readonly cov: string;
}

/**
 * Finds the tools of the compiler's own LLVM, for no other version reads what it writes; `LLVM_PROFDATA` and `LLVM_COV` name
 * others, as for cargo-llvm-cov. Undefined when they are not installed.
 */
export async function findLlvmTools(env: NodeJS.ProcessEnv): Promise<LlvmTools | undefined> {
  const { LLVM_PROFDATA: profdata, LLVM_COV: cov } = env;
  if (profdata !== undefined && cov !== undefined) return { profdata, cov };
  const rustc = await execa("rustc", ["--print", "target-libdir"], { reject: false, env });
  if (rustc.exitCode !== 0) return undefined;
  const folder = join(rustc.stdout.trim(), "..", "bin");
  const tools = { profdata: join(folder, "llvm-profdata"), cov: join(folder, "llvm-cov") };
  const suffix = process.platform === "win32" ? ".exe" : "";
  return Object.values(tools).every((tool) => existsSync(tool + suffix)) ? tools : undefined;
}
