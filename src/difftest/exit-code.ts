import { ExitCode } from "../errors.ts";
import type { DiffTestResult } from "./result.ts";

/**
 * Differences first, and declared divergences that are none any more; then cases that could not be run, or no case at all, which
 * must not read as a pass.
 */
export function diffTestExitCode(results: readonly DiffTestResult[]): ExitCode {
  if (results.some(hasFindings)) return ExitCode.findings;
  const compared = ({ skipped, cases, externalCases }: DiffTestResult): boolean =>
    skipped.length === 0 && cases.stored + cases.recorded + cases.generated > 0 && externalCases !== 0;
  return results.every(compared) ? ExitCode.ok : ExitCode.failed;
}

function hasFindings({ differences, divergences }: DiffTestResult): boolean {
  return differences.length > 0 || divergences.some(({ problem }) => problem !== undefined);
}
