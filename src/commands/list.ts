import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, messageOf } from "../errors.ts";
import { pluginFacts } from "../inspect/plugin-facts.ts";
import { type Listed, renderListJson, renderListText } from "../report/plugins.ts";
import { findPlugin, pluginsAtHand } from "../runtime/find-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json"] as const;
const flagsSchema = z.object({ format: oneOf(FORMATS) });

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Lists the bundled plugins, and the plugin of the current folder, with the implementation that answers here and why. Exits 1
when one of them can't be opened.

Examples:
  mcpplugins list
  mcpplugins list --format json`,
  );
  addFormatFlag(command, FORMATS);
}

export async function run(_args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format } = parseFlags(flagsSchema, flags);
  const { cwd, style, write } = context;
  const plugins: Listed[] = [];
  for (const name of await pluginsAtHand(cwd)) plugins.push(await look(name, cwd));
  write(format === "json" ? renderListJson(plugins) : renderListText(plugins, style));
  return plugins.some((one) => "problem" in one) ? ExitCode.findings : ExitCode.ok;
}

async function look(name: string, cwd: string): Promise<Listed> {
  try {
    return { name, facts: await pluginFacts(await findPlugin(name, cwd), process.env) };
  } catch (error) {
    return { name, problem: messageOf(error) };
  }
}
