import type { z } from "zod";
import type { YamlDocument } from "../yaml/document.ts";
import type { YamlNode } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import type { FileAccess } from "./files.ts";
import type { Fix } from "./fix.ts";
import type { ManifestLevel } from "./model/manifest-model.ts";
import type { ShapeProblem } from "./model/check-shape.ts";
import type { PluginEntry } from "./plugins.ts";

/** What CPEX loads a file as. */
export type FileType = "config" | "manifest";

/** What a rule found: a place in the file, and what to say about it. */
export interface Finding {
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** The part of the file that the finding is about, where that is more than its place. */
  readonly scope?: Span;
  readonly fix?: Fix;
}

/** The machine that a file is checked on. */
export interface Host {
  readonly files: FileAccess;
  /** The folder that the loader would be started in: its relative paths start there. */
  readonly cwd: string;
  /** What `~` stands for. */
  readonly home: string;
}

/** What a rule looks at. */
export interface RuleInput {
  readonly type: FileType;
  readonly document: YamlDocument;
  readonly root: YamlNode;
  /** In what the file differs from CPEX's model of it. */
  readonly shape: readonly ShapeProblem[];
  /** The plugins of a config; a manifest has none. */
  readonly plugins: readonly PluginEntry[];
  /** The config schema of each kind that has one here. */
  readonly schemas: ReadonlyMap<string, z.ZodType>;
  readonly level: ManifestLevel;
  /** The folder that the file is in. */
  readonly folder: string;
  readonly host: Host;
}

export interface Rule<Code extends string = string> {
  readonly code: Code;
  check(input: RuleInput): Iterable<Finding> | Promise<Iterable<Finding>>;
}

/** Declares a rule; its severity and its page are in the table of docs.ts. */
export function defineRule<const Code extends string>(rule: Rule<Code>): Rule<Code> {
  return rule;
}
