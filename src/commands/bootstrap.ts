import { homedir } from "node:os";
import { basename, relative, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, usageError } from "../errors.ts";
import { HOOKS, isHookName } from "../plugin/hooks.ts";
import { renderProjectJson, renderProjectText } from "../report/bootstrap.ts";
import {
  type Answers,
  authorProblem,
  type Check,
  CI_SYSTEMS,
  defaultAnswers,
  descriptionProblem,
  emailProblem,
  hooksProblem,
  type Identity,
  LICENSES,
  TEMPLATES,
  versionProblem,
} from "../scaffold/answers.ts";
import { gitIdentity } from "../scaffold/identity.ts";
import { installDependencies } from "../scaffold/install.ts";
import { repeatCommand } from "../scaffold/repeat-command.ts";
import { planProject, type ProjectPlan, refuseOccupied } from "../scaffold/plan.ts";
import { nameProblem } from "../scaffold/plugin-name.ts";
import { verifyProject } from "../scaffold/verify.ts";
import { shellWord } from "../text/shell-word.ts";
import { writeProject } from "../scaffold/write.ts";
import { closest } from "../text/closest.ts";
import { bundledSchema } from "../validate/bundled-schema.ts";
import { nodeFiles } from "../validate/files.ts";
import { validatePaths } from "../validate/validate-paths.ts";
import { askQuestions, isCancelled } from "./bootstrap-questions.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json"] as const;

const flagsSchema = z.object({
  name: checked(nameProblem).optional(),
  template: oneOf(TEMPLATES).optional(),
  description: checked(descriptionProblem).optional(),
  author: checked(authorProblem).optional(),
  email: checked(emailProblem).optional(),
  pluginVersion: checked(versionProblem).optional(),
  hooks: z.string().transform(listed).check(onlyHooks).optional(),
  license: oneOf(LICENSES).optional(),
  ci: oneOf(CI_SYSTEMS).optional(),
  yes: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  force: z.boolean().default(false),
  install: z.boolean().default(false),
  verify: z.boolean().default(false),
  format: oneOf(FORMATS),
});

type Flags = z.output<typeof flagsSchema>;

export function configure(command: Command): void {
  command
    .option("--name <name>", "the plugin's name; default: the name of the folder")
    .option("--template <template>", `what to start from: ${TEMPLATES.join(", ")}`)
    .option("--description <text>", "what the plugin does, in one sentence")
    .option("--author <name>", "default: the one that git knows")
    .option("--email <address>", "default: the one that git knows")
    .option("--plugin-version <version>", "the plugin's own version; default: 0.1.0")
    .option("--hooks <hooks>", "the hooks it implements, separated by commas")
    .option("--license <license>", `${LICENSES.join(", ")}; default: ${LICENSES[0]}`)
    .option("--ci <system>", `a workflow for ${CI_SYSTEMS.join(", ")}; default: ${CI_SYSTEMS[0]}`)
    .option("-y, --yes", "ask nothing: take the defaults for what no flag says")
    .option("--dry-run", "show what would be written, and write nothing")
    .option("--force", "write into a folder that is not empty, over files in conflict")
    .option("--install", "run npm install in the new project")
    .option("--verify", "prove the project before it is in place: validate, open and build it")
    .addHelpText(
      "after",
      `
Creates a plugin project: all of it, or nothing. On a terminal it asks for what no flag says; elsewhere only a folder or
a name has to be given.

Examples:
  mcpplugins bootstrap my-filter
  mcpplugins bootstrap my-filter --template rust --hooks tool_pre_invoke,tool_post_invoke --yes
  mcpplugins bootstrap . --name my-filter --dry-run`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  let answers: Answers;
  try {
    answers = await completeAnswers(args[0], options, context);
  } catch (error) {
    if (isCancelled(error)) return ExitCode.interrupted;
    throw error;
  }
  const plan = await planProject(answers, resolve(context.cwd, args[0] ?? answers.name));
  if (!options.force) refuseOccupied(plan);
  if (!options.dryRun) await carryOut(plan, options, context);
  const place = relative(context.cwd, plan.folder) || ".";
  const repeat = repeatCommand(answers, place);
  const result = { plan, place, dryRun: options.dryRun, next: nextSteps(place, options), repeat };
  context.write(options.format === "json" ? renderProjectJson(result) : renderProjectText(result, context.style));
  return ExitCode.ok;
}

async function completeAnswers(
  dir: string | undefined,
  options: Flags,
  { cwd, interactive }: CommandContext,
): Promise<Answers> {
  const identity = await gitIdentity(cwd);
  const given = givenAnswers(options);
  const folderName = dir === undefined ? undefined : basename(resolve(cwd, dir));
  const answers =
    interactive && !options.yes
      ? await askQuestions(given, folderName, identity)
      : withDefaults(given, folderName, identity);
  const problem = hooksProblem(answers.hooks, answers.template);
  if (problem !== undefined) throw usageError(`--hooks: ${problem}`);
  return answers;
}

/** The answers that flags give. */
function givenAnswers({ pluginVersion: version, hooks, ...flags }: Flags): Partial<Answers> {
  const { name, template, description, author, email, license, ci } = flags;
  const inOrder = hooks === undefined ? undefined : HOOKS.filter((hook) => hooks.includes(hook));
  const given = { name, template, description, author, email, version, hooks: inOrder, license, ci };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function withDefaults(given: Partial<Answers>, folderName: string | undefined, identity: Identity): Answers {
  const name = given.name ?? folderName;
  if (name === undefined) {
    throw usageError("there is neither a folder nor a name", {
      hint: "Run: mcpplugins bootstrap <dir>, or: mcpplugins bootstrap --name <name>. Everything else has a default.",
    });
  }
  const problem = nameProblem(name);
  if (problem !== undefined)
    throw usageError(problem, { hint: "Add --name <name> to call it otherwise than its folder." });
  return { ...defaultAnswers(name, given.template ?? "typescript", identity), ...given };
}

async function carryOut(plan: ProjectPlan, options: Flags, { progress, signal, note }: CommandContext): Promise<void> {
  const { name } = plan.answers;
  for (const { path } of plan.files.filter((file) => file.action === "overwrite")) note(`overwriting ${path}`);
  progress.start(`creating ${name}`);
  const onStep = (text: string): void => progress.update(`creating ${name}: ${text}`);
  const prove = (folder: string): Promise<void> => verifyProject(folder, { checkConfigs, signal, onStep });
  await writeProject(plan, { signal, prove: options.verify ? prove : undefined });
  progress.done(options.verify ? `created and verified ${name}` : `created ${name}`);
  if (!options.install) return;
  progress.start("installing its npm dependencies");
  await installDependencies(plan.folder, signal);
  progress.done("installed its npm dependencies");
}

async function checkConfigs(folder: string): Promise<readonly string[]> {
  const result = await validatePaths(
    [folder],
    { manifestLevel: "strict", type: undefined },
    { files: nodeFiles, cwd: folder, home: homedir(), schemaFor: bundledSchema, readStdin: () => Promise.resolve("") },
  );
  return result.diagnostics.map(({ file, range, code, message }) => `${file}:${range.start.line}: ${code} ${message}`);
}

function nextSteps(place: string, { install, dryRun }: Flags): readonly string[] {
  return [
    ...(place === "." ? [] : [`cd ${shellWord(place)}`]),
    ...(install && !dryRun ? [] : ["npm install"]),
    "npm run check",
  ];
}

function checked(problem: Check): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .check(({ value, issues }) => {
      const message = problem(value);
      if (message !== undefined) issues.push({ code: "custom", message, input: value });
    });
}

function listed(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function onlyHooks({ value, issues }: z.core.ParsePayload<readonly string[]>): void {
  for (const name of value) {
    if (isHookName(name)) continue;
    const guess = closest(name, HOOKS);
    const help = guess === undefined ? `the hooks are ${HOOKS.join(", ")}` : `did you mean '${guess}'?`;
    issues.push({ code: "custom", message: `'${name}' is not a hook; ${help}`, input: value });
  }
}
