import { basename } from "node:path";
import type { Answers } from "./answers.ts";
import { shellWord } from "../text/shell-word.ts";

/**
 * The command that makes the same project again without a question.
 *
 * @param folder where to, as the command line names it; by default a folder of the plugin's name
 */
export function repeatCommand(answers: Answers, folder = answers.name): string {
  const { name, template, description, author, email, version, hooks, license, ci } = answers;
  const flags: readonly (readonly [string, string])[] = [
    ...(basename(folder) === name ? [] : [["name", name] as const]),
    ["template", template],
    ["description", description],
    ["author", author],
    ["email", email],
    ["plugin-version", version],
    ["hooks", hooks.join(",")],
    ["license", license],
    ["ci", ci],
  ];
  const words = flags.map(([flag, value]) => `--${flag} ${shellWord(value)}`);
  return `mcpplugins bootstrap ${shellWord(folder)} ${words.join(" ")} --yes`;
}
