import type { Command } from "commander";
import { z } from "zod";
import {
  type BenchPlan,
  type BenchReport,
  DEFAULT_SECONDS,
  DEFAULT_SEED,
  planBenchCompare,
  runBenchCompare,
} from "../bench/bench-compare.ts";
import type { CompareProgress } from "../bench/compare.ts";
import { exitCodeOf, worstExitCode } from "../bench/exit-code.ts";
import type { ExitCode } from "../errors.ts";
import { renderBenchJson } from "../report/bench-json.ts";
import { renderBenchMarkdown } from "../report/bench-markdown.ts";
import { renderBenchText } from "../report/bench-text.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags, wholeNumber } from "./command.ts";

const FORMATS = ["text", "json", "markdown"] as const;

const positiveNumber = z.string().transform(Number).pipe(z.number("must be a number").positive("must be above 0"));

const flagsSchema = z.object({
  scenario: z.array(z.string()).default([]),
  time: positiveNumber.default(DEFAULT_SECONDS),
  seed: wholeNumber(0).default(DEFAULT_SEED),
  failUnder: positiveNumber.optional(),
  format: oneOf(FORMATS),
});

export function configure(command: Command): void {
  command
    .option("--scenario <name...>", "only scenarios with one of these texts in their name")
    .option("--time <seconds>", `time for all scenarios of a plugin together (default: ${DEFAULT_SECONDS})`)
    .option("--seed <number>", `seed of the payloads and intervals (default: ${DEFAULT_SEED})`)
    .option("--fail-under <ratio>", "exit 1 when the geometric mean is below this ratio")
    .addHelpText(
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
  mcpplugins bench-compare --format markdown --output bench.md --fail-under 2`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { scenario, time, seed, failUnder, format } = parseFlags(flagsSchema, flags);
  const names = args.length > 0 ? args : [undefined];
  // Every plugin is opened before the first is timed: a mistake should not cost a minute.
  const plans: BenchPlan[] = [];
  for (const name of names) plans.push(await planBenchCompare(name, { cwd: context.cwd, scenarios: scenario, seed }));
  const reports: BenchReport[] = [];
  for (const plan of plans) reports.push(await runOne(plan, time, context));
  context.write(render(reports, format, context));
  for (const { plugin, overall } of reports) {
    if (failUnder === undefined || overall === undefined || overall.geometricMean >= failUnder) continue;
    context.note(`${plugin.name}: the geometric mean ${overall.geometricMean.toFixed(2)} is below ${failUnder}`);
  }
  return worstExitCode(reports.map((report) => exitCodeOf(report, failUnder)));
}

async function runOne(plan: BenchPlan, seconds: number, { progress, signal }: CommandContext): Promise<BenchReport> {
  const { slug } = plan.plugin;
  progress.start(`comparing ${slug}, about ${seconds} s`);
  const onProgress = ({ scenario, index, total, left }: CompareProgress): void =>
    progress.update(`comparing ${slug}: ${scenario} (${index + 1} of ${total}, about ${Math.ceil(left / 1e9)} s left)`);
  const report = await runBenchCompare(plan, { seconds, signal, onProgress });
  if (report.partial) progress.fail(`comparing ${slug} was interrupted`);
  else progress.done(`compared ${slug}`);
  return report;
}

function render(
  reports: readonly BenchReport[],
  format: (typeof FORMATS)[number],
  { style, width, verbose }: CommandContext,
): string {
  switch (format) {
    case "json":
      return renderBenchJson(reports);
    case "markdown":
      return reports.map(renderBenchMarkdown).join("\n");
    case "text":
      return reports.map((report) => renderBenchText(report, { style, width, verbose })).join("\n");
  }
}
