import {
  type Answers,
  authorProblem,
  type Check,
  CI_SYSTEMS,
  defaultAnswers,
  descriptionProblem,
  emailProblem,
  hooksOf,
  type Identity,
  LICENSES,
  TEMPLATES,
} from "../scaffold/answers.ts";
import { nameProblem } from "../scaffold/plugin-name.ts";

const TEMPLATE_NOTES = {
  typescript: "a plugin in TypeScript",
  rust: "a text plugin in Rust, with a TypeScript fallback",
} as const satisfies Record<Answers["template"], string>;

/**
 * Asks on the terminal for the answers that are not given; what is preset is what stands without asking.
 *
 * @throws what {@link isCancelled} tells, on Ctrl-C.
 */
export async function askQuestions(
  given: Partial<Answers>,
  folderName: string | undefined,
  identity: Identity,
): Promise<Answers> {
  const name = given.name ?? (await askName(folderName));
  const template = given.template ?? (await select("Template", TEMPLATES, TEMPLATE_NOTES));
  const preset = defaultAnswers(name, template, identity);
  return {
    name,
    template,
    description: given.description ?? (await input("Description", preset.description, descriptionProblem)),
    author: given.author ?? (await input("Author", preset.author, authorProblem)),
    email: given.email ?? (await input("Email", preset.email, emailProblem)),
    version: given.version ?? preset.version,
    hooks: given.hooks ?? (await checkbox("Hooks", hooksOf(template), preset.hooks)),
    license: given.license ?? (await select("License", LICENSES)),
    ci: given.ci ?? (await select("CI workflow", CI_SYSTEMS)),
  };
}

/** Whether an error means that the user stopped the questions. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === "ExitPromptError";
}

async function askName(folderName: string | undefined): Promise<string> {
  if (folderName !== undefined && nameProblem(folderName) === undefined) return folderName;
  return input("Name of the plugin", undefined, nameProblem);
}

async function input(message: string, preset: string | undefined, problem: Check): Promise<string> {
  const { default: inquirer } = await import("inquirer");
  const validate = (value: string): string | true => problem(value.trim()) ?? true;
  const { value } = await inquirer.prompt({
    type: "input",
    name: "value",
    message: `${message}:`,
    validate,
    ...(preset === undefined ? {} : { default: preset }),
  });
  return value.trim();
}

async function select<Value extends string>(
  message: string,
  values: readonly Value[],
  notes?: Readonly<Record<Value, string>>,
): Promise<Value> {
  const { default: inquirer } = await import("inquirer");
  const choices = values.map((value) => ({
    value,
    short: value,
    name: notes === undefined ? value : `${value.padEnd(12)}${notes[value]}`,
  }));
  const { value } = await inquirer.prompt({ type: "select", name: "value", message: `${message}:`, choices });
  return value as Value;
}

async function checkbox<Value extends string>(
  message: string,
  values: readonly Value[],
  preset: readonly Value[],
): Promise<readonly Value[]> {
  const { default: inquirer } = await import("inquirer");
  const choices = values.map((value) => ({ value, name: value, checked: preset.includes(value) }));
  const question = { type: "checkbox", name: "value", message: `${message}:`, choices, required: true } as const;
  const { value } = await inquirer.prompt([question as never]);
  return value as readonly Value[];
}
