import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, failed, ToolError, usageError } from "../errors.ts";
import { mapConcurrent } from "../files/map-concurrent.ts";
import { decodeUtf8 } from "../files/read-text.ts";
import { findSources, type FoundSource, readSource } from "../migrate/find-files.ts";
import { type FileMigration, isFailed, migrateSource, writeMigration, type Written } from "../migrate/migrate-files.ts";
import type { MigrateOptions } from "../migrate/plan.ts";
import type { MigrateReport } from "../report/migrate.ts";
import { renderMigrateJson } from "../report/migrate-json.ts";
import { renderMigrateFacts, renderMigrateText } from "../report/migrate-text.ts";
import { createStyle } from "../report/style.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";
import { askForUnits } from "./migrate-config-questions.ts";

const FORMATS = ["text", "json"] as const;

const flagsSchema = z.object({
  format: oneOf(FORMATS),
  write: z.boolean().default(false),
  check: z.boolean().default(false),
  interactive: z.boolean().default(false),
  backup: z.boolean().default(false),
  comments: z.boolean().default(true),
  fixCase: z.boolean().default(false),
  preserveBehavior: z.boolean().default(false),
  reverse: z.boolean().default(false),
});

type Flags = z.output<typeof flagsSchema>;

export function configure(command: Command): void {
  command
    .option("--write", "write the files; without it, only show what would change", false)
    .option("--check", "write nothing, and exit 1 if anything would change", false)
    .option("--interactive", "ask for each change, then write", false)
    .option("--backup", "keep each old file as FILE.bak", false)
    .option("--no-comments", "leave commented-out modes and lists of modes as they are")
    .option("--fix-case", "take 'Enforce' for 'enforce'", false)
    .option("--preserve-behavior", "add 'on_error: ignore' to formerly permissive plugins", false)
    .option("--reverse", "go back to the old modes where nothing is lost", false)
    .addHelpText(
      "after",
      `
Rewrites the plugin modes of the old framework to those of CPEX: enforce to sequential, permissive to transform,
enforce_ignore_error to sequential with 'on_error: ignore'. Every other byte stays. A folder is searched for YAML and JSON
files that .gitignore does not leave out; - takes standard input to standard output; with no argument: the current folder.
What can't be read is reported with the rest, and the exit code is then 4.

Examples:
  mcpplugins migrate-config                              what would change below this folder
  mcpplugins migrate-config plugins/config.yaml --write  one file
  mcpplugins migrate-config 'deploy/**/*.yaml' --check   in a workflow
  mcpplugins migrate-config - < old.yaml > new.yaml      as a filter`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  checkFlags(args, options, context);
  if (args.includes("-")) return await filter(options, context);
  const report = await migrateAll(args.length === 0 ? ["."] : args, options, context);
  context.write(render(report, options, context));
  return exitCode(report, options);
}

function checkFlags(
  args: readonly string[],
  { write, check, interactive, backup }: Flags,
  { interactive: canAsk }: CommandContext,
): void {
  if (check && (write || interactive)) throw usageError("--check writes nothing: leave out --write and --interactive");
  if (backup && !write && !interactive) throw usageError("--backup is for --write and --interactive");
  if (args.includes("-") && args.length > 1) throw usageError("- stands alone: it is standard input");
  if (args.includes("-") && (write || interactive))
    throw usageError("standard input goes to standard output: leave out --write");
  if (interactive && !canAsk) throw usageError("--interactive needs a terminal", { hint: "Use --write." });
}

function migrateOptions({ comments, fixCase, preserveBehavior, reverse }: Flags): MigrateOptions {
  return { direction: reverse ? "reverse" : "forward", comments, fixCase, preserveBehavior };
}

/** What became of one file, and how it was written where it was. */
interface Outcome {
  readonly migration: FileMigration;
  readonly written?: Written;
}

async function migrateAll(args: readonly string[], flags: Flags, context: CommandContext): Promise<MigrateReport> {
  const found = await findSources(args, context.cwd);
  const migrate = (one: FoundSource): Promise<Outcome> => migrateOne(one, flags, context);
  // Questions come one after the other.
  const outcomes = await (flags.interactive ? mapConcurrent(found, migrate, 1) : mapConcurrent(found, migrate));
  return {
    files: outcomes.map(({ migration }) => migration),
    written: new Map(outcomes.flatMap(({ migration, written }) => (written ? [[migration.file, written]] : []))),
    isPreview: !flags.write && !flags.interactive,
  };
}

async function migrateOne(found: FoundSource, flags: Flags, context: CommandContext): Promise<Outcome> {
  context.signal.throwIfAborted();
  const options = migrateOptions(flags);
  const source = await readSource(found, context.cwd, options.direction);
  let migration = migrateSource(source, options);
  if (flags.interactive && migration.migrated.edits.length > 0) {
    const units = await askForUnits(migration, context);
    migration = migrateSource(source, options, (unit) => units.has(unit));
  }
  if (!(flags.write || flags.interactive) || migration.migrated.edits.length === 0) return { migration };
  try {
    return { migration, written: await writeMigration(migration, found.path, flags) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { migration: notWritten(migration, error) };
  }
}

/** One file that can't be written does not keep the others from being. */
function notWritten(migration: FileMigration, { message }: ToolError): FileMigration {
  const problem = {
    code: "not-written",
    severity: "error",
    span: { start: 0, end: 0 },
    plugin: undefined,
    message,
  } as const;
  const { migrated } = migration;
  return { ...migration, migrated: { ...migrated, edits: [], problems: [...migrated.problems, problem] } };
}

async function filter(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const text = decodeUtf8(await buffer(process.stdin), "<stdin>");
  const source = { path: undefined, file: "<stdin>", kind: "file", content: { text } } as const;
  const migration = migrateSource(source, migrateOptions(flags));
  const report: MigrateReport = { files: [migration], written: new Map(), isPreview: true };
  if (flags.check || flags.format === "json") context.write(render(report, flags, context));
  else if (isFailed(migration)) throw failed(migration.migrated.problems.map(({ message }) => message).join("\n"));
  else {
    context.write(migration.migrated.output);
    const isChanged = migration.migrated.edits.length > 0;
    const written = new Map(isChanged ? [[source.file, { backup: undefined, linkTarget: undefined }]] : []);
    context.note(renderMigrateFacts({ files: [migration], written, isPreview: false }, createStyle(false)).trimEnd());
  }
  return exitCode(report, flags);
}

function render(report: MigrateReport, { format }: Flags, { style }: CommandContext): string {
  switch (format) {
    case "text":
      return renderMigrateText(report, style);
    case "json":
      return renderMigrateJson(report);
    default:
      return format satisfies never;
  }
}

function exitCode({ files }: MigrateReport, { check }: Flags): ExitCode {
  if (files.some(isFailed)) return ExitCode.failed;
  const isClean = files.every(({ migrated }) => migrated.edits.length === 0 && migrated.problems.length === 0);
  return check && !isClean ? ExitCode.findings : ExitCode.ok;
}
