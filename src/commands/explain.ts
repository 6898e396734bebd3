import { join } from "node:path";
import type { Command } from "commander";
import { ExitCode, notFound } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { packageRoot } from "../package.ts";
import { renderCodes, renderPage } from "../report/explain.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { docsPage, isRuleCode, RULE_DOCS } from "../validate/docs.ts";
import type { CommandContext } from "./command.ts";

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Says what a diagnostic of 'validate' means, with an example before and after. With no argument: all codes, a line each.

Examples:
  mcpplugins explain
  mcpplugins explain config/legacy-mode`,
  );
}

export async function run([code]: readonly string[], _flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { style, write } = context;
  if (code === undefined) {
    write(renderCodes(RULE_DOCS, style));
    return ExitCode.ok;
  }
  if (!isRuleCode(code)) {
    const hint = didYouMean(code, Object.keys(RULE_DOCS)) ?? "Run 'mcpplugins explain' for all codes.";
    throw notFound(`there is no diagnostic '${code}'`, { hint });
  }
  write(renderPage(await readText(join(packageRoot, docsPage(code))), style));
  return ExitCode.ok;
}
