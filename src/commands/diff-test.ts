import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import { diffTestExitCode } from "../difftest/exit-code.ts";
import { type DiffTestPlan, planAgainst, planDiffTest } from "../difftest/plan.ts";
import { buildCountingAddon, type CountingAddon, type NoCoverage } from "../difftest/coverage/native-coverage.ts";
import { type Counting, runIsolated } from "../difftest/isolated/run-isolated.ts";
import type { Budget, Shard } from "../difftest/result.ts";
import type { DiffTestProgress } from "../difftest/run.ts";
import { type DiffTestReport, diffTestPlugin, type PluginDiffTestOptions } from "../difftest/diff-test-plugin.ts";
import { type ExitCode, usageError } from "../errors.ts";
import { DIFF_TEST_FORMATS, renderDiffTests } from "../report/diff-test.ts";
import { describeOutcome, type DiffTestView } from "../report/diff-test-words.ts";
import { findPlugin } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags, wholeNumber } from "./command.ts";

const DEFAULT_CASES = 2000;
const MOST_SEED = 2 ** 31 - 1;
const MOST_WORKERS = 64;

/** `2/4`: the second of four parts. */
const shard = z
  .string()
  .regex(/^[1-9]\d{0,4}\/[1-9]\d{0,4}$/, "must be a part and how many there are, such as 1/4")
  .transform((text): Shard => {
    const [part = 1, count = 1] = text.split("/").map(Number);
    return { index: part - 1, count };
  })
  .refine(({ index, count }) => index < count, "there are not so many parts");

const flagsSchema = z.object({
  cases: wholeNumber(0).default(DEFAULT_CASES),
  time: wholeNumber(1).optional(),
  seed: wholeNumber(0, MOST_SEED).optional(),
  workers: wholeNumber(1, MOST_WORKERS).default(1),
  shard: shard.optional(),
  corpus: z.string().optional(),
  traffic: z.string().optional(),
  replay: z.string().optional(),
  against: z.string().optional(),
  coverage: z.boolean().default(false),
  save: z.boolean().default(true),
  format: oneOf(DIFF_TEST_FORMATS),
});

type Flags = z.output<typeof flagsSchema>;

export function configure(command: Command): void {
  command
    .option("--cases <number>", `how many cases to generate (default: ${DEFAULT_CASES})`)
    .addOption(new Option("--time <seconds>", "generate cases for so long instead").conflicts("cases"))
    .option("--seed <number>", "generate the cases of an earlier run (default: random, and printed)")
    .option("--workers <number>", "how many processes to share the cases between (default: 1)")
    .option(
      "--shard <i/n>",
      "run only this part of the campaign; needs --seed ('mcpplugins report merge' joins the reports)",
    )
    .option("--traffic <file>", "also make the recorded hook calls of this file, one JSON object a line")
    .option("--against <file>", "also compare with the external plugins of this config file, a third implementation")
    .option("--corpus <dir>", "the folder of the stored cases (default: corpus/ beside the plugin's manifest)")
    .addOption(
      new Option("--replay <file>", "run only the case of this file").conflicts([
        "cases",
        "time",
        "seed",
        "corpus",
        "traffic",
        "workers",
        "shard",
      ]),
    )
    .addOption(
      new Option("--coverage", "also say how much of both implementations was reached").conflicts([
        "workers",
        "replay",
      ]),
    )
    .option("--no-save", "do not store new cases that differ in the corpus")
    .addHelpText(
      "after",
      `
Gives the same calls to the native and the fallback implementation of a plugin and compares all that comes back. The cases of
the corpus run first, then recorded traffic, then generated cases. A case that differs is shrunk and stored in the corpus. The
plugin runs in processes of its own: a case that ends its process is a difference like others. With no argument: the plugin
of the current folder.

Examples:
  mcpplugins diff-test pii_filter
  mcpplugins diff-test pii_filter --time 60 --format junit --output diff-test.xml
  mcpplugins diff-test pii_filter --against gateway.yaml
  mcpplugins diff-test pii_filter --cases 1000000 --seed 7 --shard 1/4 --workers 2 --format json --output 1.json
  mcpplugins diff-test --replay corpus/1f0c8a5be2d7.json`,
    );
  addFormatFlag(command, DIFF_TEST_FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  for (const flag of ["replay", "against"] as const) {
    if (options[flag] !== undefined && args.length > 1) throw usageError(`--${flag} takes one plugin`);
  }
  if (options.shard !== undefined && options.seed === undefined) {
    throw usageError("--shard needs --seed: the parts of a campaign have to agree about it");
  }
  const names = args.length > 0 ? args : [undefined];
  // Every plugin is opened before the first is tested: one that can't be compared should not cost the time of the others.
  const plans: DiffTestPlan[] = [];
  for (const name of names) {
    const plan = await planDiffTest(await openPlugin(await findPlugin(name, context.cwd)));
    const { against } = options;
    plans.push(against === undefined ? plan : await planAgainst(plan, resolve(context.cwd, against), process.env));
  }
  const views: DiffTestView[] = [];
  const seed = options.seed ?? randomInt(MOST_SEED);
  for (const [index, plan] of plans.entries()) {
    views.push({ report: await runOne(plan, options, seed, context), name: names[index], cwd: context.cwd });
  }
  context.write(renderDiffTests(views, options.format, context.style));
  return diffTestExitCode(views.map(({ report }) => report));
}

async function runOne(
  plan: DiffTestPlan,
  flags: Flags,
  seed: number,
  context: CommandContext,
): Promise<DiffTestReport> {
  const native = flags.coverage ? await countingAddon(plan, context) : undefined;
  try {
    return await compare(plan, flags, seed, context, native === undefined ? undefined : { native });
  } finally {
    if (native !== undefined && "file" in native) await native.remove();
  }
}

async function countingAddon(
  { plugin }: DiffTestPlan,
  { progress, signal }: CommandContext,
): Promise<CountingAddon | NoCoverage> {
  progress.start(`building the addon of ${plugin.slug} with counters`);
  const onLine = (line: string): void => progress.update(line);
  const made = await buildCountingAddon(plugin, { env: process.env, signal, onLine });
  if ("file" in made) progress.done(`built the addon of ${plugin.slug} with counters`);
  else progress.fail(`no coverage of the Rust: ${made.reason}`);
  return made;
}

async function compare(
  plan: DiffTestPlan,
  { cases, time, workers, shard: part, corpus, traffic, replay, save }: Flags,
  seed: number,
  { cwd, progress, signal }: CommandContext,
  counting: Counting | undefined,
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
    traffic: traffic === undefined ? undefined : resolve(cwd, traffic),
    replay: replay === undefined ? undefined : resolve(cwd, replay),
    shard: part,
    save,
    today: new Date().toISOString().slice(0, 10),
    run: runIsolated(workers, counting),
    signal,
    onProgress,
  };
  const report = await diffTestPlugin(plan, options);
  if (diffTestExitCode([report]) === 0 && report.ended === "complete")
    progress.done(`${slug}: ${describeOutcome(report)}`);
  else progress.fail(`${slug}: ${describeOutcome(report)}`);
  return report;
}
