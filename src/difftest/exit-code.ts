import { ExitCode } from "../errors.ts";
import { casesOf, type DiffTestResult } from "./result.ts";

/**
 * Differences first, and declared divergences that are none any more; then cases that could not be run, or no case at
 * all, which must not read as a pass.
 */
export function diffTestExitCode(results: readonly DiffTestResult[]): ExitCode {
  if (results.some(hasFindings)) return ExitCode.findings;
  const compared = (result: DiffTestResult): boolean =>
    result.skipped.length === 0 && casesOf(result) > 0 && result.externalCases !== 0;
  return results.every(compared) ? ExitCode.ok : ExitCode.failed;
}

function hasFindings({ differences, divergences }: DiffTestResult): boolean {
  return differences.length > 0 || divergences.some(({ problem }) => problem !== undefined);
}
