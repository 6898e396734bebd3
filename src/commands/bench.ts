import type { Command } from "commander";
import type { RunRecord } from "../bench/baseline/record.ts";
import { exitCodeOfSingle, worstExitCode } from "../bench/exit-code.ts";
import { systemMemory } from "../bench/memory.ts";
import { mergeSingles } from "../bench/rounds/merge.ts";
import { recordOfSingles, yardOf } from "../bench/rounds/record.ts";
import { type RoundOptions, timeRounds } from "../bench/rounds/run-rounds.ts";
import { planBench, runBench, type SinglePlan, type SingleReport } from "../bench/single/bench.ts";
import type { ExitCode } from "../errors.ts";
import { renderSingleHtml } from "../report/bench-html/page.ts";
import { renderSingleJson } from "../report/bench-json.ts";
import { renderSingleMarkdown } from "../report/bench-single-markdown.ts";
import { renderSingleText } from "../report/bench-single-text.ts";
import { choiceOfEnvironment, IMPLEMENTATION_CHOICES } from "../runtime/choose.ts";
import {
  addBenchFlags,
  BENCH_FORMATS,
  type BenchFlags,
  type BenchFormat,
  benchFlags,
  checkBenchFlags,
  showProgress,
} from "./bench-flags.ts";
import { isKept, type Judge, keepBaseline, readJudge } from "./bench-kept.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const flagsSchema = benchFlags.extend({
  implementation: oneOf(IMPLEMENTATION_CHOICES).optional(),
  format: oneOf(BENCH_FORMATS),
});

export function configure(command: Command): void {
  addBenchFlags(command);
  command
    .option("--implementation <which>", `time it as: ${IMPLEMENTATION_CHOICES.join(", ")} (default: auto)`)
    .addHelpText(
      "after",
      `
Times one implementation of a plugin over its scenarios: the one that would answer, unless another is named. With no argument:
the plugin of the current folder. Native against fallback is 'mcpplugins bench-compare', which shows a scenario as well.

Examples:
  mcpplugins bench pii_filter
  mcpplugins bench pii_filter --implementation fallback --scenario log
  mcpplugins bench --save-baseline before
  mcpplugins bench --baseline before --fail-on-regression 5%`,
    );
  addFormatFlag(command, BENCH_FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { implementation, format, ...options } = parseFlags(flagsSchema, flags);
  checkBenchFlags(options);
  const choice = implementation ?? choiceOfEnvironment(process.env) ?? "auto";
  const { scenario: scenarios, seed } = options;
  // Every plugin is opened, and every baseline read, before the first is timed: a mistake should not cost a minute.
  const plans = [];
  for (const name of args.length > 0 ? args : [undefined]) {
    const plan = await planBench(name, choice, { cwd: context.cwd, scenarios, seed });
    plans.push({ plan, judge: await readJudge(plan, yardOf(plan.chosen.implementation), options) });
  }
  const runs = [];
  for (const { plan, judge } of plans) runs.push(await runOne(plan, options, judge, context));
  const reports = runs.map(({ report }) => report);
  context.write(render(reports, format, context));
  for (const { plan, report, record } of runs) {
    await keepBaseline({ plan, record, gate: report.gate }, options, context);
  }
  return worstExitCode(reports.map(exitCodeOfSingle));
}

interface Run {
  readonly plan: SinglePlan;
  readonly report: SingleReport;
  readonly record: RunRecord | undefined;
}

async function runOne(plan: SinglePlan, flags: BenchFlags, judge: Judge, context: CommandContext): Promise<Run> {
  const { progress, note } = context;
  const { slug } = plan.plugin;
  const { implementation, reason, remedy } = plan.chosen;
  if (remedy !== undefined) note(`${slug}: timing the fallback, for ${reason}; run: ${remedy}`);
  progress.start(`timing ${slug}, ${implementation}, about ${flags.time} s`);
  const onProgress = showProgress("timing", slug, context);
  const done = isKept(flags)
    ? await runKept(plan, flags.time, judge, { signal: context.signal, onProgress })
    : await runOnce(plan, flags.time, { signal: context.signal, onProgress });
  if (done.report.partial) progress.fail(`timing ${slug} was interrupted`);
  else progress.done(`timed ${slug}`);
  return done;
}

type Watch = Pick<RoundOptions, "signal" | "onProgress">;

async function runOnce(plan: SinglePlan, seconds: number, watch: Watch): Promise<Run> {
  const report = await runBench(plan, { seconds, memory: systemMemory(), ...watch });
  return { plan, report, record: undefined };
}

/** Several processes, for what one of them decides once is in all of its samples. */
async function runKept(plan: SinglePlan, seconds: number, judge: Judge, watch: Watch): Promise<Run> {
  const { plugin, chosen, wanted, seed } = plan;
  const job = { implementation: chosen.implementation, folder: plugin.folder, scenarios: wanted, seed };
  const reports = await timeRounds(job, { seconds, ...watch });
  const record = recordOfSingles(reports);
  return { plan, report: { ...mergeSingles(reports, seconds), ...judge(record) }, record };
}

function render(
  reports: readonly SingleReport[],
  format: BenchFormat,
  { style, width, verbose }: CommandContext,
): string {
  switch (format) {
    case "json":
      return renderSingleJson(reports);
    case "markdown":
      return reports.map(renderSingleMarkdown).join("\n");
    case "html":
      return renderSingleHtml(reports);
    case "text":
      return reports.map((report) => renderSingleText(report, { style, width, verbose })).join("\n");
  }
}
