import type { RunRecord, Yard } from "../bench/baseline/record.ts";
import { judgeSince, type SinceReport } from "../bench/baseline/judge.ts";
import { baselineFolder, loadBaseline, saveBaseline } from "../bench/baseline/store.ts";
import type { OpenBench } from "../bench/open.ts";
import { isWanted } from "../bench/plan.ts";
import { shownPath } from "../files/shown-path.ts";
import { plural } from "../report/units.ts";
import type { BenchFlags } from "./bench-flags.ts";
import type { CommandContext } from "./command.ts";

/** Compares a run that is over with its baseline. */
export type Judge = (record: RunRecord) => SinceReport;

/** Whether a run is to be kept, or compared with one that was: then several processes time it. */
export function isKept({ saveBaseline: name, baseline }: BenchFlags): boolean {
  return name !== undefined || baseline !== undefined;
}

/**
 * Reads the baseline of a plan, before anything is timed.
 *
 * @throws {ToolError} where there is none, or it is damaged.
 */
export async function readJudge(
  { plugin: { slug: plugin }, project, scenarios, wanted }: OpenBench,
  yard: Yard,
  { baseline: name, failOnRegression: allowed }: BenchFlags,
): Promise<Judge> {
  if (name === undefined) return () => ({});
  const baseline = await loadBaseline(baselineFolder(project, plugin, yard), name, { plugin, ...yard });
  const planned = scenarios.map((scenario) => scenario.name);
  return (record) =>
    judgeSince({ baseline, allowed }, record, { planned, isWanted: (scenario) => isWanted(scenario, wanted) });
}

/** A run that is over. */
export interface DoneRun extends SinceReport {
  readonly plan: OpenBench;
  /** Undefined when it is not to be kept. */
  readonly record: RunRecord | undefined;
}

/** Keeps a run as a baseline, if that is wanted and all of it was measured and passed. */
export async function keepBaseline(
  { plan: { plugin, project, scenarios }, record, gate }: DoneRun,
  { saveBaseline: name }: BenchFlags,
  { cwd, note, signal }: CommandContext,
): Promise<void> {
  if (name === undefined || record === undefined) return;
  const missing = scenarios.length - record.scenarios.length;
  if (signal.aborted) {
    note(`${plugin.slug}: baseline '${name}' was not saved: the run was interrupted`);
  } else if (missing > 0) {
    note(`${plugin.slug}: baseline '${name}' was not saved: ${plural(missing, "scenario")} not measured`);
  } else if (gate !== undefined && gate.findings.length > 0) {
    note(`${plugin.slug}: baseline '${name}' was not saved: the run does not pass against its own baseline`);
  } else {
    const baseline = { ...record, name, savedAt: new Date().toISOString() };
    const path = await saveBaseline(baselineFolder(project, plugin.slug, record), baseline);
    note(`${plugin.slug}: saved baseline '${name}' in ${shownPath(path, cwd)}`);
  }
}
