import type { SinceReport } from "../bench/baseline/judge.ts";
import type { RunRecord, Yard } from "../bench/baseline/record.ts";
import type { OpenBench } from "../bench/open.ts";
import type { RoundOptions } from "../bench/rounds/run-rounds.ts";
import { type BenchFlags, checkBenchFlags, showProgress } from "./bench-flags.ts";
import { isKept, type Judge, keepBaseline, readJudge } from "./bench-kept.ts";
import type { CommandContext } from "./command.ts";

interface TimedReport extends SinceReport {
  /** Whether it was interrupted. */
  readonly partial: boolean;
}

/** How a command times plugins: what `bench` and `bench-compare` do not have in common. */
export interface Timing<Plan extends OpenBench, Report extends TimedReport> {
  /** What it does and what it has done, such as `comparing` and `compared`. */
  readonly verbs: readonly [doing: string, done: string];
  open(name: string | undefined): Promise<Plan>;
  /** What of a plugin is timed, in words. */
  nameOf(plan: Plan): string;
  yardOf(plan: Plan): Yard;
  once(plan: Plan, options: RoundOptions): Promise<Report>;
  /** In several processes, for what one of them decides once is in all of its samples. */
  inRounds(plan: Plan, options: RoundOptions): Promise<{ readonly report: Report; readonly record: RunRecord }>;
  render(reports: readonly Report[]): string;
}

/**
 * Times plugins one after the other, writes the result, and keeps it as a baseline where that is wanted.
 *
 * @param names bundled slugs or folders; none for the plugin of the current folder.
 * @throws {ToolError} before anything is timed, where a plugin, a baseline or the flags can't be used.
 */
export async function timePlugins<Plan extends OpenBench, Report extends TimedReport>(
  names: readonly string[],
  timing: Timing<Plan, Report>,
  flags: BenchFlags,
  context: CommandContext,
): Promise<readonly Report[]> {
  checkBenchFlags(flags);
  // Every plugin is opened, and every baseline read, before the first is timed: a mistake should not cost a minute.
  const plans = [];
  for (const name of names.length > 0 ? names : [undefined]) {
    const plan = await timing.open(name);
    plans.push({ plan, judge: await readJudge(plan, timing.yardOf(plan), flags) });
  }
  const runs = [];
  for (const { plan, judge } of plans) runs.push(await timeOne(plan, judge, timing, flags, context));
  const reports = runs.map(({ report }) => report);
  context.write(timing.render(reports));
  for (const { plan, report, record } of runs) {
    await keepBaseline({ plan, record, gate: report.gate }, flags, context);
  }
  return reports;
}

interface Run<Plan, Report> {
  readonly plan: Plan;
  readonly report: Report;
  /** Only of a run in rounds. */
  readonly record?: RunRecord;
}

async function timeOne<Plan extends OpenBench, Report extends TimedReport>(
  plan: Plan,
  judge: Judge,
  timing: Timing<Plan, Report>,
  flags: BenchFlags,
  context: CommandContext,
): Promise<Run<Plan, Report>> {
  const { progress, signal } = context;
  const { slug } = plan.plugin;
  const [doing, done] = timing.verbs;
  progress.start(`${doing} ${timing.nameOf(plan)}, about ${flags.time} s`);
  const options = { seconds: flags.time, signal, onProgress: showProgress(doing, slug, context) };
  const run = isKept(flags)
    ? await inRounds(plan, judge, timing, options)
    : { plan, report: await timing.once(plan, options) };
  if (run.report.partial) progress.fail(`${doing} ${slug} was interrupted`);
  else progress.done(`${done} ${slug}`);
  return run;
}

async function inRounds<Plan extends OpenBench, Report extends TimedReport>(
  plan: Plan,
  judge: Judge,
  timing: Timing<Plan, Report>,
  options: RoundOptions,
): Promise<Run<Plan, Report>> {
  const { report, record } = await timing.inRounds(plan, options);
  return { plan, report: { ...report, ...judge(record) }, record };
}
