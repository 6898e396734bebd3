import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import type { DiffTestReport } from "../difftest/diff-test-plugin.ts";
import { diffTestExitCode } from "../difftest/exit-code.ts";
import { mergeReports } from "../difftest/merge-reports.ts";
import { parseReports } from "../difftest/report-file.ts";
import { type ExitCode, usageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { DIFF_TEST_FORMATS, renderDiffTests } from "../report/diff-test.ts";
import { withGuess } from "../text/did-you-mean.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const flagsSchema = z.object({ format: oneOf(DIFF_TEST_FORMATS) });

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
merge makes one report of those of a campaign's shards, which 'mcpplugins diff-test --shard i/n --format json' wrote. All shards
have to be there, and to be of one campaign: the same plugin, seed and budget. The exit code is that of the whole campaign.

Examples:
  mcpplugins report merge 1.json 2.json 3.json 4.json
  mcpplugins report merge shard-*.json --format junit --output diff-test.xml`,
  );
  addFormatFlag(command, DIFF_TEST_FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format } = parseFlags(flagsSchema, flags);
  const [action = "", ...files] = args;
  if (action !== "merge") throw usageError(withGuess(`report does not know '${action}'`, action, ["merge"]));
  if (files.length === 0) throw usageError("report merge needs the reports of the shards");
  const reports: DiffTestReport[] = [];
  for (const name of files) {
    const file = resolve(context.cwd, name);
    reports.push(...parseReports(await readText(file), file, context.cwd));
  }
  const merged = mergeReports(reports);
  const views = merged.map((report) => ({ report, name: report.plugin.name, cwd: context.cwd }));
  context.write(renderDiffTests(views, format, context.style));
  return diffTestExitCode(merged);
}
