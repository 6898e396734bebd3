import type { z } from "zod";
import { parseYaml, type YamlDocument } from "../yaml/document.ts";
import { isUnknown, type YamlNode } from "../yaml/node.ts";
import { overlaps, type Span } from "../yaml/span.ts";
import type { Diagnostic, DiagnosticFix, Range, Severity } from "./diagnostic.ts";
import { docsPage, RULE_DOCS } from "./docs.ts";
import type { Fix } from "./fix.ts";
import { fixableIn } from "./fixable.ts";
import { applyIgnores } from "./ignores.ts";
import { applySeverities, type Severities } from "./severities.ts";
import { checkShape, type ShapeProblem } from "./model/check-shape.ts";
import { CONFIG } from "./model/config-model.ts";
import { type ManifestLevel, manifestModel } from "./model/manifest-model.ts";
import { pluginsOf } from "./plugins.ts";
import type { FileType, Finding, Host } from "./rule.ts";
import { type RuleCode, rulesFor } from "./rules/index.ts";

/** The schema of the config of a plugin kind; undefined when the kind is not one that is known here. */
export type SchemaFor = (kind: string) => Promise<z.ZodType | undefined>;

export interface FileToCheck {
  readonly text: string;
  readonly type: FileType;
  /** The path as the user knows it. */
  readonly file: string;
  /** The folder that the file is in. */
  readonly folder: string;
  /** Whether Helm may fill the file before it is loaded. */
  readonly helm?: boolean | undefined;
  /** The text as a document, where it was read already. */
  readonly document?: YamlDocument | undefined;
}

export interface FileChecks {
  readonly host: Host;
  readonly level: ManifestLevel;
  readonly schemaFor: SchemaFor;
  /** By default, every rule is shown as it says itself. */
  readonly severities?: Severities;
}

const MAX_MESSAGE = 1000;

/** Checks one file, and returns what was found in the order of the text. */
export async function checkFile(
  { text, type, file, folder, helm, document: read }: FileToCheck,
  checks: FileChecks,
): Promise<readonly Diagnostic[]> {
  const document = read ?? parseYaml(text, { templates: type === "config", helm });
  const diagnostics = document.problems.map((problem) => toDiagnostic(problem.code, problem, document, file));
  // What only the environment decides can't be checked.
  if (document.root !== undefined && !isUnknown(document.root)) {
    diagnostics.push(...(await runRules(document, document.root, { type, file, folder }, checks)));
  }
  const { left, unused } = applyIgnores(diagnostics, document);
  const all = [...left, ...unused.map((finding) => toDiagnostic("ignore/unused", finding, document, file))];
  return applySeverities(all, checks.severities ?? new Map()).toSorted(
    (a, b) => a.range.start.offset - b.range.start.offset,
  );
}

async function runRules(
  document: YamlDocument,
  root: YamlNode,
  { type, file, folder }: Pick<FileToCheck, "type" | "file" | "folder">,
  { host, level, schemaFor }: FileChecks,
): Promise<Diagnostic[]> {
  const plugins = type === "config" ? pluginsOf(root) : [];
  const schemas = await schemasOf(plugins, schemaFor);
  const input = { type, document, root, shape: shapeOf(type, root, level), plugins, schemas, level, folder, host };
  const diagnostics: Diagnostic[] = [];
  const isFixable = fixableIn(document);
  for (const rule of rulesFor(type)) {
    for (const { fix, ...finding } of await rule.check(input)) {
      const kept = fix !== undefined && isFixable(fix) ? { ...finding, fix } : finding;
      diagnostics.push(toDiagnostic(rule.code, kept, document, file));
    }
  }
  return diagnostics;
}

function shapeOf(type: FileType, root: YamlNode, level: ManifestLevel): readonly ShapeProblem[] {
  return root.kind === "map" ? checkShape(type === "config" ? CONFIG : manifestModel(level, root), root) : [];
}

async function schemasOf(
  plugins: readonly { readonly kind: string | undefined }[],
  schemaFor: SchemaFor,
): Promise<Map<string, z.ZodType>> {
  const schemas = new Map<string, z.ZodType>();
  for (const kind of new Set(plugins.map((plugin) => plugin.kind))) {
    const schema = kind === undefined ? undefined : await schemaFor(kind);
    if (kind !== undefined && schema !== undefined) schemas.set(kind, schema);
  }
  return schemas;
}

function toDiagnostic(code: RuleCode, finding: Finding, document: YamlDocument, file: string): Diagnostic {
  const { span, message, help, related = [], scope, fix } = finding;
  return {
    code,
    severity: severityOf(code, scope ?? span, document),
    message: shorten(message),
    ...(help === undefined ? {} : { help: shorten(help) }),
    file,
    range: toRange(span, document),
    related: related.map((other) => ({ message: other.message, range: toRange(other.span, document) })),
    ...(fix === undefined ? {} : { fix: toFix(fix, document) }),
    docs: docsPage(code),
  };
}

function toFix({ title, safe, edits }: Fix, document: YamlDocument): DiagnosticFix {
  return {
    title: shorten(title),
    safe,
    edits: edits.map(({ span, text }) => ({ range: toRange(span, document), text })),
  };
}

/** A message may quote a value, and a value may be a book. */
function shorten(text: string): string {
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}…`;
}

/** What touches a template block is a note: whether the loader ever sees it is not known. */
function severityOf(code: RuleCode, scope: Span, { blocks }: YamlDocument): Severity {
  const isStructural = code.startsWith("yaml/") && blocks.length > 0;
  return isStructural || blocks.some((block) => overlaps(block, scope)) ? "note" : RULE_DOCS[code].severity;
}

function toRange({ start, end }: Span, { lines }: YamlDocument): Range {
  return { start: lines.at(start), end: lines.at(end) };
}
