import type { Command } from "commander";
import { z } from "zod";
import { checkBaselineName } from "../bench/baseline/store.ts";
import type { RunProgress } from "../bench/in-turn.ts";
import { DEFAULT_SECONDS, DEFAULT_SEED } from "../bench/open.ts";
import { usageError } from "../errors.ts";
import { type CommandContext, wholeNumber } from "./command.ts";

export const BENCH_FORMATS = ["text", "json", "markdown", "html"] as const;
export type BenchFormat = (typeof BENCH_FORMATS)[number];

export const positiveNumber = z
  .string()
  .transform(Number)
  .pipe(z.number("must be a number").positive("must be above 0"));

const percent = z
  .string()
  .regex(/^\d+(\.\d+)?%?$/, "must be a percentage such as 5%")
  .transform((text) => Number.parseFloat(text) / 100);

/** The flags that `bench` and `bench-compare` share. */
export const benchFlags = z.object({
  scenario: z.array(z.string()).default([]),
  time: positiveNumber.default(DEFAULT_SECONDS),
  seed: wholeNumber(0).default(DEFAULT_SEED),
  saveBaseline: z.string().optional(),
  baseline: z.string().optional(),
  failOnRegression: percent.optional(),
});

export type BenchFlags = z.output<typeof benchFlags>;

export function addBenchFlags(command: Command): void {
  command
    .option("--scenario <name...>", "only scenarios with one of these texts in their name")
    .option("--time <seconds>", `time for all scenarios of a plugin together (default: ${DEFAULT_SECONDS})`)
    .option("--seed <number>", `seed of the payloads and intervals (default: ${DEFAULT_SEED})`)
    .option("--save-baseline <name>", "keep this run under a name, for later ones to be compared with")
    .option("--baseline <name>", "compare with the run that was kept under this name")
    .option(
      "--fail-on-regression <percent>",
      "with --baseline: exit 1 when it is slower than the kept run by more than this, such as 5%",
    );
}

/** @throws {ToolError} exit 2 for flags that make no sense together. */
export function checkBenchFlags({ saveBaseline: saved, baseline, failOnRegression }: BenchFlags): void {
  if (saved !== undefined) checkBaselineName(saved);
  if (baseline !== undefined) checkBaselineName(baseline);
  if (failOnRegression !== undefined && baseline === undefined) {
    throw usageError("--fail-on-regression needs --baseline: the run to compare with");
  }
}

const LINE_EVERY_MS = 10_000;

/** Shows how far a run is: in place on a terminal, as a line now and then off it. */
export function showProgress(verb: string, slug: string, { progress }: CommandContext): (now: RunProgress) => void {
  let last = Date.now();
  return ({ scenario, index, total, left }) => {
    const text = `${verb} ${slug}: ${scenario} (${index + 1} of ${total}, about ${Math.ceil(left / 1e9)} s left)`;
    if (Date.now() - last < LINE_EVERY_MS) {
      progress.update(text);
    } else {
      last = Date.now();
      progress.start(text);
    }
  };
}
