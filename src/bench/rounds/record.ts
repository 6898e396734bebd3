import type { RecordedRound, RunRecord, ScenarioRecord, Yard } from "../baseline/record.ts";
import type { BenchReport } from "../bench-compare.ts";
import { isMeasured } from "../outcome.ts";
import type { PairedSeries } from "../sampling.ts";
import type { SingleReport } from "../single/bench.ts";
import { isMeasuredSingle } from "../single/summarise.ts";

/** What later comparisons are compared with: native, in units of the fallback. */
export const COMPARED: Yard = { subject: "native", reference: "fallback" };

/** What later runs of one implementation are compared with: it, in units of the yardstick. */
export function yardOf(implementation: Yard["subject"]): Yard {
  return { subject: implementation, reference: "yardstick" };
}

export function recordOfComparisons(reports: readonly [BenchReport, ...BenchReport[]]): RunRecord {
  const [{ plugin, environment, seed }] = reports;
  const runs = reports.map(({ scenarios }) =>
    scenarios
      .filter(isMeasured)
      .map(({ scenario: { name, digest }, measurement: { pairs } }) => ({ name, digest, round: roundOf(pairs) })),
  );
  // There, the reference comes first.
  function roundOf({ first, second }: PairedSeries): RecordedRound {
    return { subject: second.samples, reference: first.samples };
  }
  return { ...COMPARED, plugin, environment, seed, scenarios: scenariosOf(runs) };
}

export function recordOfSingles(reports: readonly [SingleReport, ...SingleReport[]]): RunRecord {
  const [{ plugin, environment, seed, implementation }] = reports;
  const runs = reports.map(({ scenarios }) =>
    scenarios
      .filter(isMeasuredSingle)
      .map(({ scenario: { name, digest }, measurement: { yard } }) => ({ name, digest, round: roundOf(yard) })),
  );
  function roundOf({ first, second }: PairedSeries): RecordedRound {
    return { subject: first.samples, reference: second.samples };
  }
  return { ...yardOf(implementation), plugin, environment, seed, scenarios: scenariosOf(runs) };
}

interface MeasuredRound {
  readonly name: string;
  readonly digest: string;
  readonly round: RecordedRound;
}

/** A scenario counts as measured only where every process measured it. */
function scenariosOf(runs: readonly (readonly MeasuredRound[])[]): ScenarioRecord[] {
  const [first = []] = runs;
  return first.flatMap(({ name, digest }) => {
    const rounds = runs.flatMap((run) => run.filter((one) => one.name === name).map(({ round }) => round));
    return rounds.length === runs.length ? [{ name, digest, rounds }] : [];
  });
}
