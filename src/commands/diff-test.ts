import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import { diffTestExitCode } from "../difftest/exit-code.ts";
import { type DiffTestPlan, planDiffTest } from "../difftest/plan.ts";
import type { Budget } from "../difftest/result.ts";
import type { DiffTestProgress } from "../difftest/run.ts";
import { type DiffTestReport, diffTestPlugin, type PluginDiffTestOptions } from "../difftest/diff-test-plugin.ts";
import { type ExitCode, usageError } from "../errors.ts";
import { renderDiffTestJson } from "../report/diff-test-json.ts";
import { renderDiffTestJunit } from "../report/diff-test-junit.ts";
import { renderDiffTestText } from "../report/diff-test-text.ts";
import { describeOutcome, type DiffTestView } from "../report/diff-test-words.ts";
import { findPlugin } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags, wholeNumber } from "./command.ts";

const FORMATS = ["text", "json", "junit"] as const;
const DEFAULT_CASES = 2000;
const MOST_SEED = 2 ** 31 - 1;

const flagsSchema = z.object({
  cases: wholeNumber(0).default(DEFAULT_CASES),
  time: wholeNumber(1).optional(),
  seed: wholeNumber(0, MOST_SEED).optional(),
  corpus: z.string().optional(),
  replay: z.string().optional(),
  save: z.boolean().default(true),
  format: oneOf(FORMATS),
});

type Flags = z.output<typeof flagsSchema>;

export function configure(command: Command): void {
  command
    .option("--cases <number>", `how many cases to generate (default: ${DEFAULT_CASES})`)
    .addOption(new Option("--time <seconds>", "generate cases for so long instead").conflicts("cases"))
    .option("--seed <number>", "generate the cases of an earlier run (default: random, and printed)")
    .option("--corpus <dir>", "the folder of the stored cases (default: corpus/ beside the plugin's manifest)")
    .addOption(
      new Option("--replay <file>", "run only the case of this file").conflicts(["cases", "time", "seed", "corpus"]),
    )
    .option("--no-save", "do not store new cases that differ in the corpus")
    .addHelpText(
      "after",
      `
Gives the same calls to the native and the fallback implementation of a plugin and compares all that comes back. The cases of
the corpus run first, then generated ones. A case that differs is shrunk and stored in the corpus. With no argument: the
plugin of the current folder.

Examples:
  mcpplugins diff-test pii_filter
  mcpplugins diff-test pii_filter --time 60 --format junit --output diff-test.xml
  mcpplugins diff-test --replay corpus/1f0c8a5be2d7.json`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  if (options.replay !== undefined && args.length > 1) throw usageError("--replay takes one plugin");
  const names = args.length > 0 ? args : [undefined];
  // Every plugin is opened before the first is tested: one that can't be compared should not cost the time of the others.
  const plans: DiffTestPlan[] = [];
  for (const name of names) plans.push(await planDiffTest(await openPlugin(await findPlugin(name, context.cwd))));
  const views: DiffTestView[] = [];
  const seed = options.seed ?? randomInt(MOST_SEED);
  for (const [index, plan] of plans.entries()) {
    views.push({ report: await runOne(plan, options, seed, context), name: names[index], cwd: context.cwd });
  }
  context.write(render(views, options.format, context));
  return diffTestExitCode(views.map(({ report }) => report));
}

async function runOne(
  plan: DiffTestPlan,
  { cases, time, corpus, replay, save }: Flags,
  seed: number,
  { cwd, progress, signal }: CommandContext,
): Promise<DiffTestReport> {
  const { slug } = plan.plugin;
  const budget: Budget = time === undefined ? { cases } : { seconds: time };
  const goal = time === undefined ? `${cases.toLocaleString("en-US")} cases` : `${time} s`;
  progress.start(`comparing the implementations of ${slug}, ${replay === undefined ? goal : "one case"}`);
  const onProgress = ({ cases: done, differing }: DiffTestProgress): void =>
    progress.update(
      `comparing the implementations of ${slug}, ${goal}: ${done.toLocaleString("en-US")} done, ${differing} differ`,
    );
  const options: PluginDiffTestOptions = {
    seed,
    budget,
    corpus: corpus === undefined ? undefined : resolve(cwd, corpus),
    replay: replay === undefined ? undefined : resolve(cwd, replay),
    save,
    signal,
    onProgress,
  };
  const report = await diffTestPlugin(plan, options);
  if (diffTestExitCode([report]) === 0 && report.ended === "complete")
    progress.done(`${slug}: ${describeOutcome(report)}`);
  else progress.fail(`${slug}: ${describeOutcome(report)}`);
  return report;
}

function render(views: readonly DiffTestView[], format: Flags["format"], { style }: CommandContext): string {
  switch (format) {
    case "json":
      return renderDiffTestJson(views);
    case "junit":
      return renderDiffTestJunit(views);
    case "text":
      return views.map((view) => renderDiffTestText(view, style)).join("\n");
  }
}
