import type { Command } from "commander";
import { z } from "zod";
import { type ExitCode, usageError } from "../errors.ts";
import type { Progress } from "../report/progress.ts";
import type { Style } from "../report/style.ts";
import { unknownChoice } from "../text/did-you-mean.ts";
import { flagName } from "./flag-name.ts";

/** What every command is given: where it runs and where it may write. */
export interface CommandContext {
  /** The folder that relative paths start from (`--cwd`). */
  readonly cwd: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Styles for the result; plain when the result goes to a file or a pipe. */
  readonly style: Style;
  /** Columns of the terminal that the result goes to; 80 off a terminal. */
  readonly width: number;
  /** Whether questions may be asked: standard input and output are terminals and this is not CI. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Writes the result to stdout, or to the file of `--output`. Ends with a newline of its own. */
  write(text: string): void;
  /** Writes a line to stderr; silent with `--quiet`. */
  note(text: string): void;
}

/** A command: its flags, and what it does with them. */
export interface CommandModule {
  /** Whether the process ends with the command, whatever plugins have left running in it. */
  readonly endsProcess?: boolean;
  /** Adds arguments, flags and examples. */
  configure(command: Command): void;
  /** Does the work. Throws {@link ToolError} for what the user can act on. */
  run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode>;
}

/**
 * Parses the flags that commander collected a second time, into typed and defaulted options.
 *
 * @throws {ToolError} exit 2 that names each wrong flag.
 */
export function parseFlags<Schema extends z.ZodType>(schema: Schema, flags: unknown): z.output<Schema> {
  const parsed = schema.safeParse(flags);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${flagName(String(issue.path[0] ?? ""))}: ${issue.message}`);
  throw usageError(lines.join("\n"));
}

/** A flag that holds a whole number, as commander gives it: a string. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(minimum, `must be at least ${minimum}`).max(maximum, `must be at most ${maximum}`));
}

/** A flag that takes one of a few words, with a did-you-mean for others. */
export function oneOf<const Choice extends string>(choices: readonly Choice[]): z.ZodType<Choice, string> {
  return z.enum(choices, { error: (issue) => unknownChoice(String(issue.input), choices) });
}

/** The `--format` flag with a command's own formats; the first is the default. */
export function addFormatFlag(command: Command, formats: readonly [string, ...string[]]): void {
  command.option("--format <format>", `how to show the result: ${formats.join(", ")}`, formats[0]);
}
