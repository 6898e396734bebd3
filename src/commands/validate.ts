import { homedir } from "node:os";
import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode } from "../errors.ts";
import { decodeUtf8 } from "../files/read-text.ts";
import type { Style } from "../report/style.ts";
import { renderValidateCompact } from "../report/validate-compact.ts";
import { renderValidateGithub } from "../report/validate-github.ts";
import { renderValidateJson } from "../report/validate-json.ts";
import { renderValidateJunit } from "../report/validate-junit.ts";
import { renderValidateSarif } from "../report/validate-sarif.ts";
import { renderValidateText } from "../report/validate-text.ts";
import { countSeverities } from "../validate/diagnostic.ts";
import { nodeFiles } from "../validate/files.ts";
import { MANIFEST_LEVELS } from "../validate/model/manifest-model.ts";
import { type ValidateResult, validatePaths } from "../validate/validate-paths.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";
import { bundledSchema } from "../validate/bundled-schema.ts";

const FORMATS = ["text", "compact", "json", "github", "sarif", "junit"] as const;
const TYPES = ["auto", "config", "manifest", "repo"] as const;

const flagsSchema = z.object({
  format: oneOf(FORMATS),
  strict: z.boolean().default(false),
  manifestLevel: oneOf(MANIFEST_LEVELS).default("installed"),
  type: oneOf(TYPES).default("auto"),
});

export function configure(command: Command): void {
  command
    .option("--strict", "fail on warnings too", false)
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
  helm template . | mcpplugins validate -       a config from another command
  mcpplugins validate --type repo ../plugins    the repository of several plugins`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format, strict, manifestLevel, type } = parseFlags(flagsSchema, flags);
  const result = await validatePaths(
    args,
    { manifestLevel, type: type === "auto" ? undefined : type },
    {
      files: nodeFiles,
      cwd: context.cwd,
      home: homedir(),
      schemaFor: bundledSchema,
      readStdin: async () => decodeUtf8(await buffer(process.stdin), "<stdin>"),
    },
  );
  context.write(render(format, result, context.style, context.width));
  const { error, warning } = countSeverities(result.diagnostics);
  return error > 0 || (strict && warning > 0) ? ExitCode.findings : ExitCode.ok;
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
