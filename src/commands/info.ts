import type { Command } from "commander";
import { z } from "zod";
import { ExitCode } from "../errors.ts";
import { pluginFacts } from "../inspect/plugin-facts.ts";
import { renderInfoJson, renderInfoText } from "../report/plugins.ts";
import { findPlugin } from "../runtime/find-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json"] as const;
const flagsSchema = z.object({ format: oneOf(FORMATS) });

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Shows a plugin: its hooks, the implementation that answers here and why, its addon, and every setting of its config. With no
argument: the plugin of the current folder.

Examples:
  mcpplugins info pii_filter
  mcpplugins info ./my-plugin --format json`,
  );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format } = parseFlags(flagsSchema, flags);
  const facts = await pluginFacts(await findPlugin(args[0], context.cwd), process.env);
  context.write(format === "json" ? renderInfoJson(facts) : renderInfoText(facts, context.style));
  return ExitCode.ok;
}
