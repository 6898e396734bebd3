import { ExitCode } from "../errors.ts";
import type { SinceReport } from "./baseline/judge.ts";
import type { Comparison } from "./compare.ts";
import { isMeasured } from "./outcome.ts";
import type { SingleReport } from "./single/bench.ts";

/**
 * The exit code of one comparison: 1 when the implementations differ, or miss the ratio or the baseline that is asked for; 4
 * when a scenario could not be measured, which is never a pass.
 */
export function exitCodeOf(
  { floor, scenarios, overall, gate }: Comparison & SinceReport,
  failUnder: number | undefined,
): ExitCode {
  if ([floor, ...scenarios].some(({ status }) => status === "disagreed")) return ExitCode.findings;
  const complete = scenarios.every(isMeasured);
  if (failUnder !== undefined && (!complete || overall === undefined || overall.geometricMean < failUnder)) {
    return ExitCode.findings;
  }
  return exitCodeOfRun(complete, { gate });
}

/** The exit code of one implementation's run: 1 when it misses its baseline, 4 when a scenario could not be measured. */
export function exitCodeOfSingle({ scenarios, gate }: SingleReport): ExitCode {
  return exitCodeOfRun(
    scenarios.every(({ status }) => status === "measured"),
    { gate },
  );
}

function exitCodeOfRun(complete: boolean, { gate }: SinceReport): ExitCode {
  if (gate !== undefined && gate.findings.length > 0) return ExitCode.findings;
  return complete ? ExitCode.ok : ExitCode.failed;
}

/** The exit code of several: a finding outweighs what could not be measured, for it is known. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(ExitCode.findings)) return ExitCode.findings;
  return codes.includes(ExitCode.failed) ? ExitCode.failed : ExitCode.ok;
}
