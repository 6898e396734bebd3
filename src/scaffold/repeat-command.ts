import type { Answers } from "./answers.ts";
import { shellWord } from "./escape.ts";

/** The command that makes the same project again without a question, in a folder of the plugin's name. */
export function repeatCommand(answers: Answers): string {
  const { name, template, description, author, email, version, hooks, license, ci } = answers;
  const flags: readonly (readonly [string, string])[] = [
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
  return `mcpplugins bootstrap ${name} ${words.join(" ")} --yes`;
}
