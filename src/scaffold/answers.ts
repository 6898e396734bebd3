import { HOOKS, type HookName } from "../plugin/hooks.ts";
import { TEXT_HOOKS } from "./hook-examples.ts";

export const TEMPLATES = ["typescript", "rust"] as const;
export const LICENSES = ["Apache-2.0", "MIT", "none"] as const;
export const CI_SYSTEMS = ["none", "github"] as const;

export type TemplateName = (typeof TEMPLATES)[number];

/** All that a project is made from. The same answers and the same toolkit make the same files. */
export interface Answers {
  readonly name: string;
  readonly template: TemplateName;
  readonly description: string;
  readonly author: string;
  /** Empty: none. */
  readonly email: string;
  readonly version: string;
  readonly hooks: readonly HookName[];
  readonly license: (typeof LICENSES)[number];
  readonly ci: (typeof CI_SYSTEMS)[number];
}

/** What is known of the author without asking. */
export interface Identity {
  readonly author?: string | undefined;
  readonly email?: string | undefined;
}

/** Says what is wrong with a value; undefined when it is fine. */
export type Check = (value: string) => string | undefined;

const DESCRIPTIONS = {
  typescript: "Denies calls that carry too long a text",
  rust: "Masks ticket ids such as ABC-1234",
} as const satisfies Record<TemplateName, string>;

const DEFAULT_HOOKS = {
  typescript: ["tool_pre_invoke"],
  rust: ["tool_pre_invoke", "tool_post_invoke", "resource_post_fetch"],
} as const satisfies Record<TemplateName, readonly HookName[]>;

/** The answers that stand where none is given. */
export function defaultAnswers(name: string, template: TemplateName, identity: Identity): Answers {
  return {
    name,
    template,
    description: DESCRIPTIONS[template],
    author: usable(identity.author, authorProblem) ?? `The ${name} authors`,
    email: usable(identity.email, emailProblem) ?? "",
    version: "0.1.0",
    hooks: DEFAULT_HOOKS[template],
    license: "Apache-2.0",
    ci: "none",
  };
}

function usable(value: string | undefined, problem: Check): string | undefined {
  return value !== undefined && problem(value) === undefined ? value : undefined;
}

/** The hooks that a template has an example for. */
export function hooksOf(template: TemplateName): readonly HookName[] {
  return template === "rust" ? TEXT_HOOKS : HOOKS;
}

/** What is wrong with the choice of hooks; undefined when the template has an example for each. */
export function hooksProblem(hooks: readonly HookName[], template: TemplateName): string | undefined {
  const known = hooksOf(template);
  const unknown = hooks.filter((hook) => !known.includes(hook));
  if (unknown.length === 0) return hooks.length === 0 ? "name at least one hook" : undefined;
  return `the template ${template} has no example for ${unknown.join(", ")}; its hooks are ${known.join(", ")}`;
}

/** What would not survive in one of the formats that the text is written to: YAML refuses it or reads it as a space. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\ufeff]/u;

export function descriptionProblem(text: string): string | undefined {
  return UNPRINTABLE.test(text.replaceAll(/[\n\t]/g, "")) ? "must not hold control characters" : undefined;
}

export function authorProblem(text: string): string | undefined {
  if (text === "") return "must not be empty";
  return UNPRINTABLE.test(text) || /[<>]/.test(text) ? "must be one line without < and >" : undefined;
}

export function emailProblem(text: string): string | undefined {
  return text === "" || /^[^\s<>@\p{C}]+@[^\s<>@\p{C}]+$/u.test(text) ? undefined : "must be an email address";
}

const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

export function versionProblem(text: string): string | undefined {
  return SEMVER.test(text) ? undefined : "must be a semantic version, such as 0.1.0";
}
