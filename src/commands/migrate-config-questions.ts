import type { FileMigration } from "../migrate/migrate-files.ts";
import type { MigrationEdit } from "../migrate/plan.ts";
import { visible } from "../report/visible.ts";
import { Lines } from "../yaml/lines.ts";
import type { CommandContext } from "./command.ts";

type Answer = "yes" | "no" | "rest" | "none";

/**
 * Asks on the terminal for each change of a file, and returns the units to make.
 *
 * @throws an ExitPromptError on Ctrl-C; nothing of the file is then written.
 */
export async function askForUnits(
  { file, text, migrated }: FileMigration,
  context: CommandContext,
): Promise<ReadonlySet<number>> {
  const chosen = new Set<number>();
  const units = unitsOf(migrated.edits);
  const lines = new Lines(text);
  for (const [index, edits] of units.entries()) {
    context.write(edits.map((edit) => describe(edit, file, lines, context)).join(""));
    const answer = await ask(`Change ${index + 1} of ${units.length}?`);
    const rest = answer === "rest" ? units.slice(index) : answer === "yes" ? [edits] : [];
    for (const unit of rest.flat()) chosen.add(unit.unit);
    if (answer === "rest" || answer === "none") break;
  }
  return chosen;
}

function unitsOf(edits: readonly MigrationEdit[]): readonly (readonly MigrationEdit[])[] {
  const units = new Map<number, MigrationEdit[]>();
  for (const edit of edits) {
    const unit = units.get(edit.unit);
    if (unit === undefined) units.set(edit.unit, [edit]);
    else unit.push(edit);
  }
  return [...units.values()];
}

function describe(
  { span, before, after, reason }: MigrationEdit,
  file: string,
  lines: Lines,
  { style }: CommandContext,
): string {
  const { line } = lines.at(span.start);
  const old = before === "" ? "" : style.bad(`- ${visible(before.trim())} `);
  const place = `${file}:${line}: ${visible(lines.line(line).trim())}`;
  return `\n${style.bold(place)}\n  ${old}${style.good(`+ ${visible(after.trim())}`)}  ${style.dim(visible(reason))}\n`;
}

async function ask(message: string): Promise<Answer> {
  const { default: inquirer } = await import("inquirer");
  const choices: { name: string; value: Answer }[] = [
    { name: "yes", value: "yes" },
    { name: "no", value: "no" },
    { name: "yes, and all that follow in this file", value: "rest" },
    { name: "no, and none that follow in this file", value: "none" },
  ];
  const { answer } = await inquirer.prompt<{ answer: Answer }>({ type: "select", name: "answer", message, choices });
  return answer;
}
