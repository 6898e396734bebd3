import { homedir } from "node:os";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, usageError } from "../errors.ts";
import { decodeUtf8, readText } from "../files/read-text.ts";
import { writeAtomic } from "../files/write-atomic.ts";
import type { Style } from "../report/style.ts";
import { plural } from "../report/units.ts";
import { renderBaseline } from "../report/validate-baseline.ts";
import { renderValidateCompact } from "../report/validate-compact.ts";
import { renderValidateDiff } from "../report/validate-diff.ts";
import { renderValidateGithub } from "../report/validate-github.ts";
import { renderValidateJson } from "../report/validate-json.ts";
import { renderValidateJunit } from "../report/validate-junit.ts";
import { renderValidateSarif } from "../report/validate-sarif.ts";
import { renderValidateText, summarize } from "../report/validate-text.ts";
import { baselineOf, compareWithBaseline, parseBaseline } from "../validate/baseline.ts";
import { countSeverities } from "../validate/diagnostic.ts";
import { FIX_LEVELS, type FixLevel } from "../validate/fix-file.ts";
import { nodeFiles } from "../validate/files.ts";
import { MANIFEST_LEVELS } from "../validate/model/manifest-model.ts";
import { type ValidateResult, validatePaths } from "../validate/validate-paths.ts";
import { writeFixes } from "../validate/write-fixes.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";
import { bundledSchema } from "../validate/bundled-schema.ts";

const FORMATS = ["text", "compact", "json", "github", "sarif", "junit"] as const;
const TYPES = ["auto", "config", "manifest", "repo"] as const;

const flagsSchema = z.object({
  format: oneOf(FORMATS),
  strict: z.boolean().default(false),
  manifestLevel: oneOf(MANIFEST_LEVELS).default("installed"),
  type: oneOf(TYPES).default("auto"),
  fix: z.union([z.boolean(), z.string()]).default(false),
  diff: z.boolean().default(false),
  baseline: z.string().optional(),
  writeBaseline: z.boolean().default(false),
});

export function configure(command: Command): void {
  command
    .option("--strict", "fail on warnings too", false)
    .option(
      "--fix [unsafe]",
      "mend what CPEX reads the same afterwards; with unsafe, whatever there is a fix for",
      false,
    )
    .option("--baseline <file>", "leave out what this file knows")
    .option("--write-baseline", "write into that file what is found now", false)
    .option("--diff", "show what --fix would change, and write nothing", false)
    .option("--type <type>", `take every path as: ${TYPES.join(", ")}`, "auto")
    .option("--manifest-level <level>", `check manifests as: ${MANIFEST_LEVELS.join(", ")}`, MANIFEST_LEVELS[0])
    .addHelpText(
      "after",
      `
Checks plugin configs and manifests: an error is what CPEX refuses to load, a warning is what it takes and does not do.
A folder is searched for both; - reads standard input; with no argument: the current folder. A managed-plugin repository is
checked as its own tools/plugin_catalog.py does, with the rest as warnings; --type repo checks nothing else.

Examples:
  mcpplugins validate                           everything below this folder
  mcpplugins validate plugins/config.yaml       one file
  mcpplugins validate --strict --format github  in a workflow
  mcpplugins validate --diff --fix=unsafe       all that could be mended
  helm template . | mcpplugins validate -       a config from another command
  mcpplugins validate --type repo ../plugins    the repository of several plugins`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format, strict, manifestLevel, type, fix, diff, ...known } = parseFlags(flagsSchema, flags);
  const { level, paths } = fixFlag(fix, args, diff);
  if (diff && format !== "text") throw usageError("--diff has a format of its own: leave out --format");
  if (level !== undefined && !diff && paths.includes("-"))
    throw usageError("standard input can't be fixed", { hint: "Use --diff to see what would change." });
  if (known.writeBaseline && (known.baseline === undefined || diff))
    throw usageError("--write-baseline needs --baseline FILE, and no --diff");
  const found = await validatePaths(
    paths,
    { manifestLevel, type: type === "auto" ? undefined : type, fix: level },
    {
      files: nodeFiles,
      cwd: context.cwd,
      home: homedir(),
      schemaFor: bundledSchema,
      readStdin: async () => decodeUtf8(await buffer(process.stdin), "<stdin>"),
    },
  );
  const result = await withBaseline(found, known, context);
  const { error, warning } = countSeverities(result.diagnostics);
  const isClean = error === 0 && (!strict || warning === 0);
  if (diff) {
    context.write(renderValidateDiff(result, context.style));
    context.note(`${summarize(result)}; nothing was written`);
    return isClean && result.files.every((file) => file.fix === undefined) ? ExitCode.ok : ExitCode.findings;
  }
  if (level !== undefined) await writeFixes(result, context.signal);
  context.write(render(format, result, context.style, context.width));
  return isClean ? ExitCode.ok : ExitCode.findings;
}

/** The result without what the baseline knows; a new baseline is written first. */
async function withBaseline(
  result: ValidateResult,
  { baseline: file, writeBaseline }: { readonly baseline?: string | undefined; readonly writeBaseline: boolean },
  { cwd, note }: CommandContext,
): Promise<ValidateResult> {
  if (file === undefined) return result;
  const path = resolve(cwd, file);
  if (writeBaseline) await writeAtomic(path, renderBaseline(baselineOf(result.diagnostics)));
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

function render(format: (typeof FORMATS)[number], result: ValidateResult, style: Style, width: number): string {
  switch (format) {
    case "text":
      return renderValidateText(result, style, width);
    case "compact":
      return renderValidateCompact(result);
    case "json":
      return renderValidateJson(result);
    case "github":
      return renderValidateGithub(result);
    case "sarif":
      return renderValidateSarif(result);
    case "junit":
      return renderValidateJunit(result);
    default:
      return format satisfies never;
  }
}
