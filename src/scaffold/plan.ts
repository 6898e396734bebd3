import { join } from "node:path";
import { stringify } from "yaml";
import { usageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import type { HookName } from "../plugin/hooks.ts";
import { packageRoot, packageVersion } from "../package.ts";
import type { Answers } from "./answers.ts";
import { deriveCargoLock } from "./cargo-lock.ts";
import { HOOK_EXAMPLES, type HookExample } from "./hook-examples.ts";
import { crateName } from "./plugin-name.ts";
import { renderFolder, type TemplateFile } from "./render.ts";
import { repeatCommand } from "./repeat-command.ts";
import { actionOn, inspectTarget } from "./target.ts";
import { toolkitPaths, toolVersions } from "./toolkit.ts";

export interface PlannedFile extends TemplateFile {
  /** A file that is there already is kept or overwritten. */
  readonly action: "create" | "keep" | "overwrite";
}

/** A project before it is written. */
export interface ProjectPlan {
  /** The project's folder, absolute. */
  readonly folder: string;
  readonly answers: Answers;
  /** Whether the folder is there already. */
  readonly exists: boolean;
  /** What is in the folder without being expected in a new project's. */
  readonly strangers: readonly string[];
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
}

const LICENSE_LAYERS = {
  "Apache-2.0": ["license-apache-2.0"],
  MIT: ["license-mit"],
  none: [],
} as const satisfies Record<Answers["license"], readonly string[]>;

/**
 * Makes the files of a project, and looks at what is in its folder already. Writes nothing.
 *
 * @throws {ToolError} exit 2 when the folder is a file, exit 4 when a template or the folder can't be read.
 */
export async function planProject(answers: Answers, folder: string): Promise<ProjectPlan> {
  const { exists, strangers } = await inspectTarget(folder);
  const contents = await makeFiles(answers, folder);
  const files: PlannedFile[] = [];
  for (const file of contents.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    files.push({ ...file, action: exists ? await actionOn(folder, file.path) : "create" });
  }
  return { folder, answers, exists, strangers, files };
}

/**
 * Refuses a plan whose folder holds what a new project does not expect.
 *
 * @throws {ToolError} exit 2 that lists what is in the way, files that would be overwritten first.
 */
export function refuseOccupied({ folder, files, strangers }: ProjectPlan): void {
  if (strangers.length === 0) return;
  const overwritten = files.filter((file) => file.action === "overwrite").map((file) => file.path);
  const others = strangers.filter((name) => !overwritten.some((path) => path === name || path.startsWith(`${name}/`)));
  throw usageError(`${folder} is not empty`, {
    details: [...overwritten.map((path) => `${path} (in conflict)`), ...others].join("\n"),
    hint: "Name another folder, or give bootstrap --force: it overwrites the files in conflict and leaves the others.",
  });
}

async function makeFiles(answers: Answers, folder: string): Promise<TemplateFile[]> {
  const values = await templateValues(answers, folder);
  const layers = [
    "common",
    answers.template,
    ...LICENSE_LAYERS[answers.license],
    ...(answers.ci === "github" ? ["github"] : []),
  ];
  const files: TemplateFile[] = [];
  for (const layer of layers) files.push(...(await renderFolder(join(packageRoot, "templates", layer), values)));
  files.push({ path: ".mcpplugins/answers.yaml", content: Buffer.from(answersFile(answers)) });
  if (answers.template === "rust")
    files.push({ path: "native/Cargo.lock", content: Buffer.from(await cargoLock(answers)) });
  return files;
}

/** Everything that the templates may name. */
async function templateValues(answers: Answers, folder: string): Promise<object> {
  const { author, email, license } = answers;
  const hooks = answers.hooks.map(hookValues);
  return {
    ...answers,
    hooks,
    main: hooks[0],
    others: hooks.slice(1),
    crate: crateName(answers.name),
    authorWithEmail: email === "" ? author : `${author} <${email}>`,
    npmLicense: license === "none" ? "UNLICENSED" : license,
    cargoLicense: license === "none" ? "" : license,
    toolkit: toolkitPaths(folder),
    versions: await toolVersions(),
    repeat: repeatCommand(answers),
  };
}

function hookValues(name: HookName): HookExample & { name: HookName; key: string; rust: string } {
  return {
    ...HOOK_EXAMPLES[name],
    name,
    // As the key of an object in TypeScript.
    key: name.includes(".") ? `"${name}"` : name,
    // As a variant of `mcpplugins_abi::Hook`.
    rust: name.replaceAll(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  };
}

/** What the project was made from, so that a newer template can be applied to it. */
function answersFile({ template, ...answers }: Answers): string {
  const text = stringify(
    { schema: 1, template: { name: template, version: packageVersion() }, answers },
    // Quoted, so that a name such as 'on' is text to every reader of YAML.
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 },
  );
  return `# What this project was made from.\n${text}`;
}

async function cargoLock({ name, version }: Answers): Promise<string> {
  const lock = await readText(join(packageRoot, "native", "Cargo.lock"));
  const crate = { name: crateName(name), version, dependencies: ["mcpplugins-abi", "memchr", "serde"] };
  return deriveCargoLock(lock, crate);
}
