import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Command } from "commander";
import { ExitCode, usageError } from "../errors.ts";
import { decodeUtf8, readText } from "../files/read-text.ts";
import { plural } from "../report/units.ts";
import { renderValidate, VALIDATE_FORMATS, type ValidateFormat } from "../report/validate.ts";
import { summarize } from "../report/validate-summary.ts";
import { countSeverities } from "../validate/diagnostic.ts";
import { FIX_LEVELS, type FixLevel } from "../validate/fix.ts";
import { nodeFiles } from "../validate/files.ts";
import { MANIFEST_LEVELS } from "../validate/model/manifest-model.ts";
import { unreadableOf } from "../validate/unreadable.ts";
import { validatePaths } from "../validate/validate-paths.ts";
import type { ValidateResult } from "../validate/result.ts";
import { bundledSchema } from "../validate/bundled-schema.ts";
import type { CommandContext } from "./command.ts";
import { choice, type FlagsOf, isOn, readFlags, text } from "./light-flags.ts";

const TYPES = ["auto", "config", "manifest", "repo"] as const;

const FLAGS = {
  format: choice(VALIDATE_FORMATS),
  strict: isOn,
  manifestLevel: choice(MANIFEST_LEVELS),
  type: choice(TYPES),
  fix: (given: unknown) => ({ value: typeof given === "string" ? given : given === true }),
  diff: isOn,
  baseline: text,
  writeBaseline: isOn,
  watch: isOn,
};

type Options = FlagsOf<typeof FLAGS>;

/** Those that can be read one after the other. */
const WATCHED_FORMATS: ReadonlySet<ValidateFormat> = new Set(["text", "compact"]);

export function configure(command: Command): void {
  command
    .option("--format <format>", `how to show the result: ${VALIDATE_FORMATS.join(", ")}`, VALIDATE_FORMATS[0])
    .option("--strict", "fail on warnings too", false)
    .option(
      "--fix [unsafe]",
      "mend what CPEX reads the same afterwards; with unsafe, whatever there is a fix for",
      false,
    )
    .option("--baseline <file>", "leave out what this file knows")
    .option("--write-baseline", "write into that file what is found now", false)
    .option("--diff", "show what --fix would change, and write nothing", false)
    .option("--watch", "check again after every change, until Ctrl-C", false)
    .option("--type <type>", `take every path as: ${TYPES.join(", ")}`, "auto")
    .option("--manifest-level <level>", `check manifests as: ${MANIFEST_LEVELS.join(", ")}`, MANIFEST_LEVELS[0])
    .addHelpText(
      "after",
      `
Checks plugin configs and manifests: an error is what CPEX refuses to load, a warning is what it takes and does not do.
A folder is searched for both; - reads standard input; with no argument: the current folder. A managed-plugin repository is
checked as its own tools/plugin_catalog.py does, with the rest as warnings; --type repo checks nothing else. What can't be read
is reported with the rest, and the exit code is then 4.

Examples:
  mcpplugins validate                           everything below this folder
  mcpplugins validate plugins/config.yaml       one file
  mcpplugins validate --strict --format github  in a workflow
  mcpplugins validate --watch plugins           while you edit
  mcpplugins validate --diff --fix=unsafe       all that could be mended
  helm template . | mcpplugins validate -       a config from another command
  mcpplugins validate --type repo ../plugins    the repository of several plugins`,
    );
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = readFlags(FLAGS, flags);
  const { level, paths } = fixFlag(options.fix, args, options.diff);
  refuseTogether(options, level, paths);
  const check = async (): Promise<Outcome> => await checkOnce(paths, level, options, context);
  if (options.watch) {
    const { watchAndCheck } = await import("./validate-watch.ts");
    return await watchAndCheck(paths, async () => (await check()).output, context);
  }
  const { output, exitCode } = await check();
  context.write(output);
  return exitCode;
}

/** @throws {ToolError} exit 2 for flags that can't be used together. */
function refuseTogether(
  { format, diff, baseline, writeBaseline, watch }: Options,
  level: FixLevel | undefined,
  paths: readonly string[],
): void {
  if (diff && format !== "text") throw usageError("--diff has a format of its own: leave out --format");
  if (level !== undefined && !diff && paths.includes("-"))
    throw usageError("standard input can't be fixed", { hint: "Use --diff to see what would change." });
  if (writeBaseline && (baseline === undefined || diff))
    throw usageError("--write-baseline needs --baseline FILE, and no --diff");
  if (!watch) return;
  if (level !== undefined || writeBaseline) throw usageError("--watch only looks: leave out what fixes or writes");
  if (paths.includes("-")) throw usageError("standard input can't be watched");
  if (!WATCHED_FORMATS.has(format))
    throw usageError(`--watch writes one result after the other, as ${[...WATCHED_FORMATS].join(" or ")}`);
}

interface Outcome {
  readonly output: string;
  readonly exitCode: ExitCode;
}

async function checkOnce(
  paths: readonly string[],
  level: FixLevel | undefined,
  { format, strict, manifestLevel, type, diff, baseline, writeBaseline }: Options,
  context: CommandContext,
): Promise<Outcome> {
  const found = await validatePaths(
    paths,
    { manifestLevel, type: type === "auto" ? undefined : type, fix: level },
    {
      files: nodeFiles,
      cwd: context.cwd,
      home: homedir(),
      schemaFor: bundledSchema,
      readStdin: async () => {
        const { buffer } = await import("node:stream/consumers");
        return decodeUtf8(await buffer(process.stdin), "<stdin>");
      },
    },
  );
  const result = await withBaseline(found, { baseline, writeBaseline }, context);
  const { error, warning } = countSeverities(result.diagnostics);
  const isClean = error === 0 && (!strict || warning === 0);
  if (diff) {
    const { renderValidateDiff } = await import("../report/validate-diff.ts");
    for (const { message } of unreadableOf(result.diagnostics)) context.note(`left out: ${message}`);
    context.note(`${summarize(result)}; nothing was written`);
    const isDone = isClean && result.files.every((file) => file.fix === undefined);
    return { output: renderValidateDiff(result, context.style), exitCode: exitCodeOf(result, isDone) };
  }
  if (level !== undefined) {
    const { writeFixes } = await import("../validate/write-fixes.ts");
    await writeFixes(result, context.signal);
  }
  const output = await renderValidate(result, format, context.style, context.width);
  return { output, exitCode: exitCodeOf(result, isClean) };
}

function exitCodeOf({ diagnostics }: ValidateResult, isDone: boolean): ExitCode {
  if (unreadableOf(diagnostics).length > 0) return ExitCode.failed;
  return isDone ? ExitCode.ok : ExitCode.findings;
}

/** The result without what the baseline knows; a new baseline is written first. */
async function withBaseline(
  result: ValidateResult,
  { baseline: file, writeBaseline }: { readonly baseline?: string | undefined; readonly writeBaseline: boolean },
  { cwd, note }: CommandContext,
): Promise<ValidateResult> {
  if (file === undefined) return result;
  const { baselineOf, compareWithBaseline, parseBaseline } = await import("../validate/baseline.ts");
  const path = resolve(cwd, file);
  if (writeBaseline) {
    const { renderBaseline } = await import("../report/validate-baseline.ts");
    const { writeAtomic } = await import("../files/write-atomic.ts");
    await writeAtomic(path, renderBaseline(baselineOf(result.diagnostics)));
  }
  const { left, known, gone } = compareWithBaseline(result.diagnostics, parseBaseline(await readText(path), file));
  if (gone > 0)
    note(`${plural(gone, "diagnostic")} of ${file} not found any more; write it again with --write-baseline`);
  return { ...result, diagnostics: left, known };
}

/** What to fix. The parser of the command line takes the path after a bare `--fix` for its value. */
function fixFlag(
  fix: string | boolean,
  args: readonly string[],
  diff: boolean,
): { readonly level: FixLevel | undefined; readonly paths: readonly string[] } {
  if (fix === false) return { level: diff ? "safe" : undefined, paths: args };
  if (fix === true) return { level: "safe", paths: args };
  const level = FIX_LEVELS.find((one) => one === fix);
  return level === undefined ? { level: "safe", paths: [fix, ...args] } : { level, paths: args };
}
