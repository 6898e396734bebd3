import type { PluginFolder, Repository } from "./repository.ts";
import type { Place } from "./source.ts";

/** What a rule found: a place in a file of the repository, and what to say about it. */
export interface Finding extends Place {
  readonly message: string;
  readonly help?: string;
}

/** A rule on the repository as a whole. */
export interface RepositoryRule<Code extends string = string> {
  readonly code: Code;
  check(repository: Repository): Iterable<Finding>;
}

/** A rule on one plugin. What a rule needs and another one has refused is not there: then it finds nothing. */
export interface PluginRule<Code extends string = string> {
  readonly code: Code;
  /** Whether a folder that breaks this rule is no plugin, so that no other rule has anything to say about it. */
  readonly isGate?: boolean;
  check(plugin: PluginFolder, repository: Repository): Iterable<Finding>;
}

/** Declares a rule on the repository; its severity and page are in the table of docs.ts. */
export function defineRepositoryRule<const Code extends string>(rule: RepositoryRule<Code>): RepositoryRule<Code> {
  return rule;
}

/** Declares a rule on a plugin; its severity and page are in the table of docs.ts. */
export function definePluginRule<const Code extends string>(rule: PluginRule<Code>): PluginRule<Code> {
  return rule;
}
