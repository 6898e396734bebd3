import { ExitCode } from "../errors.ts";
import type { DiffTestResult } from "./result.ts";

/** Differences first; then cases that could not be run, or no case at all, which must not read as a pass. */
export function diffTestExitCode(results: readonly DiffTestResult[]): ExitCode {
  if (results.some(({ differences }) => differences.length > 0)) return ExitCode.findings;
  const compared = (result: DiffTestResult): boolean =>
    result.skipped.length === 0 && result.cases.stored + result.cases.generated > 0;
  return results.every(compared) ? ExitCode.ok : ExitCode.failed;
}
