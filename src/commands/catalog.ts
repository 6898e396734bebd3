import { resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { type Answer, type Query, runQuery } from "../catalog/run-query.ts";
import { ExitCode, messageOf, usageError } from "../errors.ts";
import { renderCatalogField, renderCatalogJson } from "../report/catalog-json.ts";
import { renderCatalogText } from "../report/catalog-text.ts";
import { unknownChoice } from "../text/did-you-mean.ts";
import { nodeFiles } from "../validate/files.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";
import { emptyPaths } from "./empty-paths.ts";

const FORMATS = ["json", "text"] as const;
const MODES = ["all", "diff"] as const;
const PERCENTAGE = /^\d+(?:\.\d+)?$/;

const flagsSchema = z.object({
  format: oneOf(FORMATS),
  root: z.string().default("."),
  field: z.string().optional(),
});

/** The queries, with what each takes; an argument in brackets may be left out. */
const USAGE = {
  list: [],
  validate: [],
  changed: ["<base>", "<head>"],
  "release-info": ["<tag>"],
  "ci-selection": ["<all|diff>", "[base]", "[head]"],
  "coverage-check": ["<report>", "<percentage>", "[slugs]"],
} as const satisfies Record<Query["is"], readonly string[]>;

type Name = keyof typeof USAGE;
const NAMES = Object.keys(USAGE) as readonly Name[];

export function configure(command: Command): void {
  command
    .option("--root <dir>", "the root of the repository", ".")
    .option("--field <name>", "print one field of the answer alone")
    .addHelpText(
      "after",
      `
Answers what CI asks of a managed-plugin repository, in the JSON of its own tools/plugin_catalog.py. A repository that breaks
its contract, a tag that fits no plugin and a plugin without enough coverage exit 1.

Queries:
  list                                    the plugins, with name, version, kind and wheels
  validate                                whether the repository keeps its contract
  changed <base> <head>                   the plugins that differ between two revisions
  release-info <tag>                      the plugin that a tag releases
  ci-selection <all|diff> [base] [head]   what a CI run has to build, test and release
  coverage-check <report> <percentage> [slugs]   line coverage per plugin, from Cobertura XML

Examples:
  mcpplugins catalog list --format text
  mcpplugins catalog ci-selection diff origin/main HEAD --field plugins
  mcpplugins catalog release-info pii-filter-v0.3.6 --field path
  mcpplugins catalog coverage-check coverage.xml 90 '["pii_filter"]'`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { format, root, field } = parseFlags(flagsSchema, flags);
  const answer = await runQuery(parseQuery(args), resolve(context.cwd, root), nodeFiles);
  if (field !== undefined) context.write(renderCatalogField(fieldOf(answer, field)));
  else context.write(format === "json" ? renderCatalogJson(answer) : renderCatalogText(answer, context.style));
  return ExitCode.ok;
}

function parseQuery([name = "", ...args]: readonly string[]): Query {
  if (!isName(name)) throw usageError(unknownChoice(name, NAMES));
  const usage = USAGE[name];
  const least = usage.filter((argument) => argument.startsWith("<")).length;
  if (args.length < least || args.length > usage.length) {
    throw usageError(`'${name}' takes ${usage.length === 0 ? "no arguments" : usage.join(" ")}`);
  }
  const [first = "", second, third] = args;
  switch (name) {
    case "list":
    case "validate":
      return { is: name };
    case "changed":
      return { is: name, base: first, head: second ?? "" };
    case "release-info":
      return { is: name, tag: first };
    case "ci-selection":
      return parseSelection(first, second, third);
    case "coverage-check":
      if (first === "") throw emptyPaths(["argument 2 (report)"]);
      return { is: name, report: first, threshold: percentage(second ?? ""), expected: parseSlugs(third) };
    default:
      return name satisfies never;
  }
}

function isName(name: string): name is Name {
  return Object.hasOwn(USAGE, name);
}

function parseSelection(mode: string, base: string | undefined, head: string | undefined): Query {
  if (!MODES.some((known) => known === mode)) throw usageError(unknownChoice(mode, MODES));
  if (mode === "all") return { is: "ci-selection" };
  if (base === undefined || head === undefined) {
    throw usageError("ci-selection diff mode requires base and head revisions");
  }
  return { is: "ci-selection", between: { base, head } };
}

function percentage(text: string): number {
  if (!PERCENTAGE.test(text)) throw usageError(`'${text}' is not a percentage, such as 90 or 87.5`);
  return Number(text);
}

function parseSlugs(json: string | undefined): readonly string[] | undefined {
  if (json === undefined) return undefined;
  let slugs: unknown;
  try {
    slugs = JSON.parse(json);
  } catch (error) {
    throw usageError(`Invalid expected plugin JSON: ${messageOf(error)}`);
  }
  const parsed = z.array(z.string()).safeParse(slugs);
  if (!parsed.success) throw usageError("Expected plugin coverage list must be a JSON string array");
  return parsed.data;
}

function fieldOf({ value }: Answer, field: string): unknown {
  const fields = new Map<string, unknown>(Object.entries(value));
  if (!fields.has(field)) throw usageError(`--field: ${unknownChoice(field, [...fields.keys()])}`);
  return fields.get(field);
}
