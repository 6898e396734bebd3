import type { Command } from "commander";
import { z } from "zod";
import { checkConfig } from "../doctor/config.ts";
import type { Check } from "../doctor/check.ts";
import { checkPlugin } from "../doctor/plugins.ts";
import { checkToolchain } from "../doctor/toolchain.ts";
import { ExitCode } from "../errors.ts";
import { renderDoctorJson, renderDoctorText } from "../report/doctor.ts";
import { pluginsAtHand } from "../runtime/find-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json"] as const;
const flagsSchema = z.object({ format: oneOf(FORMATS) });

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Looks at the toolchain, at the addons and at the config in use, and names the command that mends each problem. With no
argument: the bundled plugins, and the plugin of the current folder. Exits 1 when something does not work.

Examples:
  mcpplugins doctor
  mcpplugins doctor ./my-plugin --format json`,
  );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format } = parseFlags(flagsSchema, flags);
  const names = args.length > 0 ? args : await pluginsAtHand(context.cwd);
  const checks: Check[] = [...(await checkToolchain()), checkConfig(context.cwd, process.env)];
  for (const name of names) checks.push(await checkPlugin(name, context.cwd, process.env));
  context.write(format === "json" ? renderDoctorJson(checks) : renderDoctorText(checks, context.style));
  return checks.some((check) => check.status === "problem") ? ExitCode.findings : ExitCode.ok;
}
