import { buffer } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { z } from "zod";
import { ExitCode, failed, usageError } from "../errors.ts";
import { migrateExitCode, type MigrateMode } from "../migrate/source/exit-code.ts";
import { checkGate } from "../migrate/source/gate.ts";
import { checkInstalled } from "../migrate/source/installed-cpex.ts";
import { type FileOutcome, migrateTree } from "../migrate/source/migrate.ts";
import { EDITING_PHASES, PHASE_NUMBERS, type PhaseNumber } from "../migrate/source/phases.ts";
import { planPhases } from "../migrate/source/plan.ts";
import { readTree } from "../migrate/source/tree.ts";
import { planReversal, writeOutcomes, writeReversal } from "../migrate/source/write.ts";
import {
  renderGateJson,
  renderMigrateSourceJson,
  renderPlanJson,
  renderRevertJson,
} from "../report/migrate-source-json.ts";
import {
  renderGateText,
  renderMigrateSourceText,
  renderPlanText,
  renderRevertText,
} from "../report/migrate-source-text.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags, wholeNumber } from "./command.ts";

const FORMATS = ["text", "json"] as const;
const flagsSchema = z.object({
  write: z.boolean().default(false),
  check: z.boolean().default(false),
  phase: wholeNumber(1, 6).transform(toPhase).optional(),
  revert: z.boolean().default(false),
  gate: wholeNumber(0, 6).transform(toPhase).optional(),
  plan: z.boolean().default(false),
  python: z.string().optional(),
  format: oneOf(FORMATS),
});
type Flags = z.output<typeof flagsSchema>;

function toPhase(number: number): PhaseNumber {
  return PHASE_NUMBERS[number] ?? 0;
}

export function configure(command: Command): void {
  command
    .addOption(
      new Option("--write", "write the changes (default: show them as a diff)").conflicts(["check", "gate", "plan"]),
    )
    .addOption(
      new Option("--check", "only say what would change; exit 1 when anything would").conflicts(["gate", "plan"]),
    )
    .option("--phase <number>", "only this phase, 1 to 6")
    .addOption(
      new Option("--revert", "take a phase back where files are still as it left them").conflicts(["gate", "plan"]),
    )
    .addOption(new Option("--gate <number>", "check what a phase promises, 0 to 6").conflicts(["plan", "phase"]))
    .option("--plan", "count what each phase would do")
    .option("--python <interpreter>", "whose cpex gate 0 looks at (default: of the virtual environment, or python3)")
    .addHelpText(
      "after",
      `
Moves Python sources from the gateway's own plugin framework to the package cpex: imports, patch targets, plugin modes,
the dependency, docs. Everything else in a file stays byte for byte. What only a person can decide is listed.
A folder is searched for all files but those that .gitignore leaves out; - takes standard input
to standard output.

Phases: 1 dependency and shims, 2 modes, 3 imports, 4 imports of tests, 5 shims go, 6 documentation.

Examples:
  mcpplugins migrate-source                      the diff for everything below this folder
  mcpplugins migrate-source --write              make the changes
  mcpplugins migrate-source --phase 2 --write    only the modes
  mcpplugins migrate-source --phase 2 --revert --write
  mcpplugins migrate-source --gate 3             is anything still imported from the old framework?`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  if (options.revert) return await revert(options, context);
  if (args.includes("-") && args.length > 1) throw usageError("- stands alone: it is standard input");
  if (args.includes("-") && options.write)
    throw usageError("standard input goes to standard output: leave out --write");
  const { cwd, note } = context;
  const { files, unread } = await readTree(args.length === 0 ? ["."] : args, {
    cwd,
    readStdin: async () => await buffer(process.stdin),
  });
  unread.forEach((problem) => note(`left out: ${problem}`));
  if (options.gate !== undefined) {
    const { gate, python } = options;
    const result = gate === 0 ? await checkInstalled(files, { python, cwd }) : checkGate(gate, files);
    context.write(options.format === "json" ? renderGateJson(result) : renderGateText(result, context.style));
    return result.passed && unread.length === 0 ? ExitCode.ok : ExitCode.findings;
  }
  const outcomes = migrateTree(files, options.phase === undefined ? EDITING_PHASES : [options.phase]);
  if (options.plan) {
    const planned = planPhases(outcomes);
    context.write(options.format === "json" ? renderPlanJson(planned) : renderPlanText(planned, context.style));
    return ExitCode.ok;
  }
  const isFilter = args.includes("-") && !options.check && options.format === "text";
  return isFilter ? filter(outcomes, context) : await migrate(outcomes, unread.length, options, context);
}

async function migrate(
  outcomes: readonly FileOutcome[],
  unread: number,
  options: Flags,
  { cwd, style, verbose, write }: CommandContext,
): Promise<ExitCode> {
  const mode = modeOf(options);
  if (mode === "write") await writeOutcomes(outcomes, cwd);
  write(
    options.format === "json"
      ? renderMigrateSourceJson(outcomes, mode)
      : renderMigrateSourceText(outcomes, { mode, verbose }, style),
  );
  return migrateExitCode(mode, outcomes, unread);
}

/** Standard input to standard output, and what is left for a person to stderr. */
function filter(outcomes: readonly FileOutcome[], { write, note }: CommandContext): ExitCode {
  for (const { source, after, findings, unproved } of outcomes) {
    if (unproved !== undefined) throw failed(`${source.file} is left as it is: ${unproved}`);
    write(after ?? "");
    for (const { start, message } of findings) note(`${source.file}:${start.line}:${start.column} ${message}`);
  }
  return migrateExitCode("write", outcomes, 0);
}

async function revert(options: Flags, { cwd, style, write }: CommandContext): Promise<ExitCode> {
  if (options.phase === undefined) throw usageError("--revert takes back one phase: name it with --phase");
  const mode = modeOf(options);
  const plan = await planReversal(options.phase, cwd);
  if (mode === "write") await writeReversal(plan, cwd);
  const { reversals, changed } = plan;
  write(
    options.format === "json"
      ? renderRevertJson(reversals, changed, mode)
      : renderRevertText(reversals, changed, mode, style),
  );
  return changed.length > 0 || (mode === "check" && reversals.length > 0) ? ExitCode.findings : ExitCode.ok;
}

function modeOf({ write, check }: Flags): MigrateMode {
  if (write) return "write";
  return check ? "check" : "preview";
}
