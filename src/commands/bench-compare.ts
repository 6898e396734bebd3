import type { Command } from "commander";
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
import { addBenchFlags, BENCH_FORMATS, type BenchFormat, benchFlags, positiveNumber } from "./bench-flags.ts";
import { timePlugins, type Timing } from "./bench-runs.ts";
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
  const { scenario: scenarios, seed } = options;
  const timing: Timing<BenchPlan, BenchReport> = {
    verbs: ["comparing", "compared"],
    open: (name) => planBenchCompare(name, { cwd: context.cwd, scenarios, seed }),
    nameOf: ({ plugin }) => plugin.slug,
    yardOf: () => COMPARED,
    once: (plan, watch) => runBenchCompare(plan, { memory: systemMemory(), ...watch }),
    inRounds: compareInRounds,
    render: (reports) => render(reports, format, context),
  };
  const reports = await timePlugins(args, timing, options, context);
  for (const { plugin, overall } of reports) {
    if (failUnder === undefined || overall === undefined || overall.geometricMean >= failUnder) continue;
    context.note(`${plugin.name}: the geometric mean ${overall.geometricMean.toFixed(2)} is below ${failUnder}`);
  }
  return worstExitCode(reports.map((report) => exitCodeOf(report, failUnder)));
}

async function compareInRounds({ plugin, wanted, seed }: BenchPlan, options: RoundOptions) {
  const job = { implementation: undefined, folder: plugin.folder, scenarios: wanted, seed };
  const reports = await compareRounds(job, options);
  return { report: mergeComparisons(reports, options.seconds), record: recordOfComparisons(reports) };
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
