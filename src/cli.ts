import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { CommandContext, CommandModule } from "./commands/command.ts";
import { refuseEmptyPaths } from "./commands/empty-paths.ts";
import { ExitCode, failed, messageOf, notFound, ToolError } from "./errors.ts";
import { currentFolder } from "./files/current-folder.ts";
import { ioError } from "./files/io-error.ts";
import { packageVersion } from "./package.ts";
import { renderError } from "./report/error.ts";
import { createProgress } from "./report/progress.ts";
import { createStyle, wantsColor } from "./report/style.ts";
import { reflow } from "./text/reflow.ts";

type CommandEntry = readonly [usage: string, summary: string, load: () => Promise<CommandModule>];

/** The command table. A module is loaded only when its command is named, so that help stays quick. */
const COMMANDS: readonly CommandEntry[] = [
  ["quickstart [dir]", "the main job in one go, on a new plugin", () => import("./commands/quickstart.ts")],
  ["bootstrap [dir]", "create a plugin project", () => import("./commands/bootstrap.ts")],
  ["build [plugin...]", "build native addons", () => import("./commands/build.ts")],
  ["diff-test [plugin...]", "prove that native and fallback agree", () => import("./commands/diff-test.ts")],
  ["report <action> [file...]", "join the reports of a diff-test campaign", () => import("./commands/report.ts")],
  ["bench-compare [plugin...]", "measure native against fallback", () => import("./commands/bench-compare.ts")],
  ["bench [plugin...]", "measure one implementation", () => import("./commands/bench.ts")],
  ["run [plugin]", "invoke one hook of a plugin or of a config", () => import("./commands/run.ts")],
  ["serve", "serve plugins to a gateway as an external plugin server", () => import("./commands/serve.ts")],
  ["validate [path...]", "check configs and manifests", () => import("./commands/validate.ts")],
  ["migrate-config [path...]", "old plugin modes to those of CPEX", () => import("./commands/migrate-config.ts")],
  [
    "migrate-source [path...]",
    "move Python sources from the old framework to cpex",
    () => import("./commands/migrate-source.ts"),
  ],
  ["shims [repo]", "why managed plugins need their Python", () => import("./commands/shims.ts")],
  ["catalog <query> [args...]", "ask a managed-plugin repository", () => import("./commands/catalog.ts")],
  ["schema [what]", "the JSON Schema of configs, manifests or a plugin", () => import("./commands/schema.ts")],
  ["explain [code]", "say what a diagnostic means", () => import("./commands/explain.ts")],
  ["list", "the plugins at hand, and which implementation answers", () => import("./commands/list.ts")],
  ["info [plugin]", "all that is known of one plugin", () => import("./commands/info.ts")],
  ["doctor [plugin...]", "check the toolchain and the addons", () => import("./commands/doctor.ts")],
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
  process.stdout.on("error", endOnLostOutput);
  // There is nowhere left to say that messages can't be written.
  process.stderr.on("error", () => {});
  const abort = new AbortController();
  process.on("SIGINT", () => {
    // A second Ctrl-C means now: the first one is waiting for something that doesn't listen.
    if (abort.signal.aborted) process.exit(ExitCode.interrupted);
    abort.abort();
  });
  const argumentsOnly = argv.slice(2);
  const program = createProgram();
  let endsProcess = false;
  try {
    for (const entry of COMMANDS) {
      const module = await addCommand(program, entry, argumentsOnly, abort.signal);
      endsProcess ||= module?.endsProcess ?? false;
    }
    if (argumentsOnly.length === 0) program.outputHelp();
    else await program.parseAsync(withoutVainHelp(argumentsOnly), { from: "user" });
  } catch (error) {
    process.exitCode = report(error, program.opts<GlobalFlags>(), abort.signal);
  }
  if (endsProcess) await exitWhenWritten();
}

/** `help` of an unknown command as that command itself: commander then names it and guesses, and does not print all help. */
function withoutVainHelp(argv: readonly string[]): readonly string[] {
  const [first, asked] = argv;
  if (first !== "help" || asked === undefined || asked.startsWith("-")) return argv;
  return COMMANDS.some(([usage]) => usage.split(" ", 1)[0] === asked) ? argv : argv.slice(1);
}

/** Ends the process, timers and sockets or not, when all is written that was to be. */
async function exitWhenWritten(): Promise<void> {
  const written = [process.stdout, process.stderr].map(
    (stream) => new Promise((done) => (stream.writable ? stream.write("", done) : done(undefined))),
  );
  await Promise.all(written);
  process.exit();
}

function createProgram(): Command {
  const program = new Command("mcpplugins")
    .description("Toolkit for CPEX plugins of the ContextForge MCP gateway.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: (text, write) => write(text),
      writeOut: (text) => process.stdout.write(reflow(text, process.stdout.columns ?? 80)),
    })
    .addOption(new Option("--cwd <dir>", "run as if started in this folder"))
    .addOption(new Option("--output <file>", "write the result to a file"))
    .addOption(new Option("-q, --quiet", "no progress, no notes"))
    .addOption(new Option("--verbose", "say more about what is done"))
    .addOption(new Option("--color", "colour the output (also: FORCE_COLOR)"))
    .addOption(new Option("--no-color", "do not colour the output (also: NO_COLOR)"))
    .exitOverride();
  program.addHelpText(
    "after",
    "\nExit codes: 0 done and clean, 1 findings, 2 bad arguments, 3 not found, 4 the operation failed, 130 interrupted.",
  );
  return program;
}

async function addCommand(
  program: Command,
  [usage, summary, load]: CommandEntry,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<CommandModule | undefined> {
  const command = program.command(usage).description(summary).allowExcessArguments(false).exitOverride();
  command.copyInheritedSettings(program);
  if (!argv.includes(command.name())) return undefined;
  const module = await load();
  module.configure(command);
  command.action(async () => {
    refuseEmptyPaths(command);
    const { context, finish } = createOutput(command.optsWithGlobals<GlobalFlags>(), signal);
    try {
      process.exitCode = await module.run(command.args, command.opts(), context);
    } finally {
      context.progress.clear();
    }
    await finish();
    if (signal.aborted) process.exitCode = ExitCode.interrupted;
  });
  return module;
}

function createOutput(
  flags: GlobalFlags,
  signal: AbortSignal,
): { readonly context: CommandContext; readonly finish: () => Promise<void> } {
  const chunks: string[] = [];
  const { stdout, stderr, stdin, env } = process;
  const quiet = flags.quiet ?? false;
  const cwd = resolve(currentFolder(), flags.cwd ?? ".");
  checkFolder(cwd, "Correct --cwd.");
  const target = flags.output === undefined || flags.output === "-" ? undefined : resolve(cwd, flags.output);
  // Before the work, which may take minutes.
  if (target !== undefined) checkFolder(dirname(target), "Create it, or correct --output.");
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
  const finish = async (): Promise<void> => {
    if (target === undefined) return;
    const { writeAtomic } = await import("./files/write-atomic.ts");
    await writeAtomic(target, chunks.join(""));
  };
  return { context, finish };
}

function checkFolder(path: string, hint: string): void {
  const found = lookAt(path);
  if (found === undefined) throw notFound(`there is no folder ${path}`, { hint });
  if (!found.isDirectory()) throw failed(`${path} is not a folder`, { hint });
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw ioError("read", path, error);
  }
}

/** Prints what went wrong and returns the exit code. */
function report(error: unknown, flags: GlobalFlags, signal: AbortSignal): number {
  // The prompt library reads Ctrl-C itself and throws this.
  if (signal.aborted || (error instanceof Error && error.name === "ExitPromptError")) {
    process.stderr.write("\ninterrupted\n");
    return ExitCode.interrupted;
  }
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  process.stderr.write(renderError(error, createStyle(wantsColor(flags.color, process.stderr, process.env))));
  return error instanceof ToolError ? error.exitCode : ExitCode.failed;
}

/** `mcpplugins … | head` closes the pipe early; that is no error. A result that can't be written is one. */
function endOnLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  const lost = failed(`cannot write to standard output: ${messageOf(error)}`);
  process.stderr.write(renderError(lost, createStyle(wantsColor(undefined, process.stderr, process.env))));
  process.exit(lost.exitCode);
}
