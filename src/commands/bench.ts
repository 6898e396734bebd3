import type { Command } from "commander";
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
import { choiceOfEnvironment, IMPLEMENTATION_CHOICES, type ImplementationChoice } from "../runtime/choose.ts";
import { addBenchFlags, BENCH_FORMATS, type BenchFlags, type BenchFormat, benchFlags } from "./bench-flags.ts";
import { timePlugins, type Timing } from "./bench-runs.ts";
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
  const choice = implementation ?? choiceOfEnvironment(process.env) ?? "auto";
  const timing: Timing<SinglePlan, SingleReport> = {
    verbs: ["timing", "timed"],
    open: (name) => open(name, choice, options, context),
    nameOf: ({ plugin, chosen }) => `${plugin.slug}, ${chosen.implementation}`,
    yardOf: ({ chosen }) => yardOf(chosen.implementation),
    once: (plan, watch) => runBench(plan, { memory: systemMemory(), ...watch }),
    inRounds: timeInRounds,
    render: (reports) => render(reports, format, context),
  };
  const reports = await timePlugins(args, timing, options, context);
  return worstExitCode(reports.map(exitCodeOfSingle));
}

async function open(
  name: string | undefined,
  choice: ImplementationChoice,
  { scenario: scenarios, seed }: BenchFlags,
  { cwd, note }: CommandContext,
): Promise<SinglePlan> {
  const plan = await planBench(name, choice, { cwd, scenarios, seed });
  const { reason, remedy } = plan.chosen;
  if (remedy !== undefined) note(`${plan.plugin.slug}: timing the fallback, for ${reason}; run: ${remedy}`);
  return plan;
}

async function timeInRounds({ plugin, chosen, wanted, seed }: SinglePlan, options: RoundOptions) {
  const job = { implementation: chosen.implementation, folder: plugin.folder, scenarios: wanted, seed };
  const reports = await timeRounds(job, options);
  return { report: mergeSingles(reports, options.seconds), record: recordOfSingles(reports) };
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
