import type { Command } from "commander";
import type { RunRecord } from "../bench/baseline/record.ts";
import { type BenchPlan, type BenchReport, planBenchCompare, runBenchCompare } from "../bench/bench-compare.ts";
import { exitCodeOf, worstExitCode } from "../bench/exit-code.ts";
import { systemMemory } from "../bench/memory.ts";
import { mergeComparisons } from "../bench/rounds/merge.ts";
import { COMPARED, recordOfComparisons } from "../bench/rounds/record.ts";
import { compareRounds, type RoundOptions } from "../bench/rounds/run-rounds.ts";
import type { ExitCode } from "../errors.ts";
import { renderBenchHtml } from "../report/bench-html/page.ts";
import { renderBenchJson } from "../report/bench-json.ts";
import { renderBenchMarkdown } from "../report/bench-markdown.ts";
import { renderBenchText } from "../report/bench-text.ts";
import {
  addBenchFlags,
  BENCH_FORMATS,
  type BenchFlags,
  type BenchFormat,
  benchFlags,
  checkBenchFlags,
  positiveNumber,
  showProgress,
} from "./bench-flags.ts";
import { isKept, type Judge, keepBaseline, readJudge } from "./bench-kept.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const flagsSchema = benchFlags.extend({ failUnder: positiveNumber.optional(), format: oneOf(BENCH_FORMATS) });

export function configure(command: Command): void {
  addBenchFlags(command);
  command.option("--fail-under <ratio>", "exit 1 when the geometric mean is below this ratio").addHelpText(
    "after",
    `
Times the native implementation of a plugin against its TypeScript fallback, once both give the same results. With no
argument: the plugin of the current folder. The scenarios are in its scenarios.yaml:

  scenarios:
    - name: Single SSN, 34 B
      hook: tool_pre_invoke
      payload: { name: lookup, args: { text: "The SSN on file is 078-05-1120 now" } }

Examples:
  mcpplugins bench-compare pii_filter
  mcpplugins bench-compare pii_filter --scenario chat ssn --time 5
  mcpplugins bench-compare --format markdown --output bench.md --fail-under 2
  mcpplugins bench-compare --save-baseline main
  mcpplugins bench-compare --baseline main --fail-on-regression 5%
  mcpplugins bench-compare --format html --output bench.html`,
  );
  addFormatFlag(command, BENCH_FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { failUnder, format, ...options } = parseFlags(flagsSchema, flags);
  checkBenchFlags(options);
  const { scenario: scenarios, seed } = options;
  // Every plugin is opened, and every baseline read, before the first is timed: a mistake should not cost a minute.
  const plans = [];
  for (const name of args.length > 0 ? args : [undefined]) {
    const plan = await planBenchCompare(name, { cwd: context.cwd, scenarios, seed });
    plans.push({ plan, judge: await readJudge(plan, COMPARED, options) });
  }
  const runs = [];
  for (const { plan, judge } of plans) runs.push(await runOne(plan, options, judge, context));
  const reports = runs.map(({ report }) => report);
  context.write(render(reports, format, context));
  for (const { plan, report, record } of runs) {
    await keepBaseline({ plan, record, gate: report.gate }, options, context);
  }
  for (const { plugin, overall } of reports) {
    if (failUnder === undefined || overall === undefined || overall.geometricMean >= failUnder) continue;
    context.note(`${plugin.name}: the geometric mean ${overall.geometricMean.toFixed(2)} is below ${failUnder}`);
  }
  return worstExitCode(reports.map((report) => exitCodeOf(report, failUnder)));
}

interface Run {
  readonly plan: BenchPlan;
  readonly report: BenchReport;
  readonly record: RunRecord | undefined;
}

async function runOne(plan: BenchPlan, flags: BenchFlags, judge: Judge, context: CommandContext): Promise<Run> {
  const { progress } = context;
  const { slug } = plan.plugin;
  progress.start(`comparing ${slug}, about ${flags.time} s`);
  const onProgress = showProgress("comparing", slug, context);
  const done = isKept(flags)
    ? await runKept(plan, flags.time, judge, { signal: context.signal, onProgress })
    : await runOnce(plan, flags.time, { signal: context.signal, onProgress });
  if (done.report.partial) progress.fail(`comparing ${slug} was interrupted`);
  else progress.done(`compared ${slug}`);
  return done;
}

type Watch = Pick<RoundOptions, "signal" | "onProgress">;

async function runOnce(plan: BenchPlan, seconds: number, watch: Watch): Promise<Run> {
  const report = await runBenchCompare(plan, { seconds, memory: systemMemory(), ...watch });
  return { plan, report, record: undefined };
}

/** Several processes, for what one of them decides once is in all of its samples. */
async function runKept(plan: BenchPlan, seconds: number, judge: Judge, watch: Watch): Promise<Run> {
  const { plugin, wanted, seed } = plan;
  const job = { implementation: undefined, folder: plugin.folder, scenarios: wanted, seed };
  const reports = await compareRounds(job, { seconds, ...watch });
  const record = recordOfComparisons(reports);
  return { plan, report: { ...mergeComparisons(reports, seconds), ...judge(record) }, record };
}

function render(
  reports: readonly BenchReport[],
  format: BenchFormat,
  { style, width, verbose }: CommandContext,
): string {
  switch (format) {
    case "json":
      return renderBenchJson(reports);
    case "markdown":
      return reports.map(renderBenchMarkdown).join("\n");
    case "html":
      return renderBenchHtml(reports);
    case "text":
      return reports.map((report) => renderBenchText(report, { style, width, verbose })).join("\n");
  }
}
