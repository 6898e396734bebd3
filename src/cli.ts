import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { CommandContext, CommandModule } from "./commands/command.ts";
import { ExitCode, ToolError } from "./errors.ts";
import { packageVersion } from "./package.ts";
import { renderError } from "./report/error.ts";
import { createProgress } from "./report/progress.ts";
import { createStyle, wantsColor } from "./report/style.ts";

interface CommandEntry {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** The command table. A module is loaded only when its command is named, so that help stays quick. */
const COMMANDS: readonly CommandEntry[] = [
  { usage: "quickstart [dir]", summary: "the main job in one go, on a new plugin", load: () => import("./commands/quickstart.ts") },
  { usage: "bootstrap [dir]", summary: "create a plugin project", load: () => import("./commands/bootstrap.ts") },
  { usage: "build [plugin...]", summary: "build native addons", load: () => import("./commands/build.ts") },
  { usage: "diff-test [plugin...]", summary: "prove that native and fallback agree", load: () => import("./commands/diff-test.ts") },
  { usage: "bench-compare [plugin...]", summary: "measure native against fallback", load: () => import("./commands/bench-compare.ts") },
  { usage: "validate [path...]", summary: "check configs and manifests", load: () => import("./commands/validate.ts") },
  { usage: "doctor [plugin...]", summary: "check the toolchain and the addons", load: () => import("./commands/doctor.ts") },
];

interface GlobalFlags {
  readonly cwd?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly output?: string;
}

/** Runs the command line and sets the exit code; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  const abort = new AbortController();
  process.on("SIGINT", () => {
    // A second Ctrl-C means now: the first one is waiting for something that doesn't listen.
    if (abort.signal.aborted) process.kill(process.pid, "SIGKILL");
    abort.abort();
  });
  const argumentsOnly = argv.slice(2);
  const program = createProgram();
  try {
    for (const entry of COMMANDS) await addCommand(program, entry, argumentsOnly, abort.signal);
    if (argumentsOnly.length === 0) program.outputHelp();
    else await program.parseAsync(argumentsOnly, { from: "user" });
  } catch (error) {
    process.exitCode = report(error, program.opts<GlobalFlags>(), abort.signal);
  }
}

function createProgram(): Command {
  const program = new Command("mcpplugins")
    .description("Toolkit for CPEX plugins of the ContextForge MCP gateway.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(text) })
    .addOption(new Option("--cwd <dir>", "run as if started in this folder"))
    .addOption(new Option("--output <file>", "write the result to a file"))
    .addOption(new Option("-q, --quiet", "no progress, no notes"))
    .addOption(new Option("--verbose", "say more about what is done"))
    .addOption(new Option("--color", "colour the output (also: FORCE_COLOR)"))
    .addOption(new Option("--no-color", "do not colour the output (also: NO_COLOR)"))
    .exitOverride();
  program.addHelpText(
    "after",
    "\nExit codes: 0 done and clean, 1 findings, 2 bad arguments, 3 not found, 4 the operation failed.",
  );
  return program;
}

async function addCommand(program: Command, entry: CommandEntry, argv: readonly string[], signal: AbortSignal): Promise<void> {
  const command = program.command(entry.usage).description(entry.summary).allowExcessArguments(false).exitOverride();
  command.copyInheritedSettings(program);
  if (!argv.includes(command.name())) return;
  const module = await entry.load();
  module.configure(command);
  command.action(async () => {
    const output = createOutput(command.optsWithGlobals<GlobalFlags>(), signal);
    process.exitCode = await module.run(command.args, command.opts(), output.context);
    await output.close();
    if (signal.aborted) process.exitCode = ExitCode.interrupted;
  });
}

function createOutput(
  flags: GlobalFlags,
  signal: AbortSignal,
): { readonly context: CommandContext; readonly close: () => Promise<void> } {
  const chunks: string[] = [];
  const { stdout, stderr, stdin, env } = process;
  const quiet = flags.quiet ?? false;
  const cwd = resolve(flags.cwd ?? ".");
  const target = flags.output === undefined || flags.output === "-" ? undefined : resolve(cwd, flags.output);
  const context: CommandContext = {
    cwd,
    quiet,
    verbose: flags.verbose ?? false,
    style: createStyle(target === undefined && wantsColor(flags.color, stdout, env)),
    width: target === undefined && stdout.isTTY ? stdout.columns : 80,
    interactive: stdin.isTTY && stdout.isTTY && !env["CI"],
    signal,
    progress: createProgress({ stream: stderr, quiet, style: createStyle(wantsColor(flags.color, stderr, env)) }),
    write: (text) => void (target === undefined ? stdout.write(text) : chunks.push(text)),
    note: (text) => void (quiet || stderr.write(`${text}\n`)),
  };
  const close = async (): Promise<void> => {
    context.progress.clear();
    if (target === undefined) return;
    const { writeAtomic } = await import("./files/write-atomic.ts");
    await writeAtomic(target, chunks.join(""));
  };
  return { context, close };
}

/** Prints what went wrong and returns the exit code. */
function report(error: unknown, flags: GlobalFlags, signal: AbortSignal): number {
  if (signal.aborted) {
    process.stderr.write("\ninterrupted\n");
    return ExitCode.interrupted;
  }
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  process.stderr.write(renderError(error, createStyle(wantsColor(flags.color, process.stderr, process.env))));
  return error instanceof ToolError ? error.exitCode : ExitCode.failed;
}

/** `mcpplugins … | head` closes the pipe early; that is no error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

