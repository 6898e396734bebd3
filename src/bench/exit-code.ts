import { ExitCode } from "../errors.ts";
import { isMeasured } from "./outcome.ts";
import type { Comparison } from "./compare.ts";

/**
 * The exit code of one comparison: 1 when the implementations differ, or miss the ratio that is asked for; 4 when a scenario
 * could not be measured, which is never a pass.
 */
export function exitCodeOf({ floor, scenarios, overall }: Comparison, failUnder: number | undefined): ExitCode {
  if ([floor, ...scenarios].some(({ status }) => status === "disagreed")) return ExitCode.findings;
  const complete = scenarios.every(isMeasured);
  if (failUnder !== undefined && (!complete || overall === undefined || overall.geometricMean < failUnder)) {
    return ExitCode.findings;
  }
  return complete ? ExitCode.ok : ExitCode.failed;
}

/** The exit code of several: a finding outweighs what could not be measured, for it is known. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(ExitCode.findings)) return ExitCode.findings;
  return codes.includes(ExitCode.failed) ? ExitCode.failed : ExitCode.ok;
}
