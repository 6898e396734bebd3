import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode } from "../errors.ts";
import { renderShimsJson } from "../report/shims-json.ts";
import { renderShimsMarkdown } from "../report/shims-markdown.ts";
import { renderShimsText } from "../report/shims-text.ts";
import { readShims, type Shim } from "../shims/read-shims.ts";
import { nodeFiles } from "../validate/files.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json", "markdown"] as const;
const flagsSchema = z.object({ format: oneOf(FORMATS) });

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Says of every managed plugin why its Python shim is there: the lines that the framework asks for, the lines that are behaviour
of the plugin, and what would have to exist so that they can go.

Examples:
  mcpplugins shims
  mcpplugins shims ../cpex-plugins --format markdown --output shims.md`,
  );
  addFormatFlag(command, FORMATS);
}

export async function run([root = "."]: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format } = parseFlags(flagsSchema, flags);
  const shims = await readShims(resolve(context.cwd, root), nodeFiles);
  context.write(render(format, shims, context));
  return ExitCode.ok;
}

function render(format: (typeof FORMATS)[number], shims: readonly Shim[], { style }: CommandContext): string {
  switch (format) {
    case "text":
      return renderShimsText(shims, style);
    case "json":
      return renderShimsJson(shims);
    case "markdown":
      return renderShimsMarkdown(shims);
    default:
      return format satisfies never;
  }
}
