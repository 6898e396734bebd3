import { dirname, join } from "node:path";
import { didYouMean } from "../text/did-you-mean.ts";
import { parseYaml, type YamlDocument } from "../yaml/document.ts";
import { keyText, textOf, type YamlEntry, type YamlNode } from "../yaml/node.ts";
import type { Diagnostic, Range } from "./diagnostic.ts";
import { canLower, docsPage, isRuleCode, RULE_DOCS } from "./docs.ts";
import type { FileAccess } from "./files.ts";
import { placeOf } from "./model/check-shape.ts";
import type { Finding } from "./rule.ts";
import type { RuleCode } from "./rules/index.ts";
import { type Level, LEVELS, type Severities } from "./severities.ts";

/** The file of a project's own settings. */
export const SETTINGS_FILE = ".mcpplugins.yaml";

interface Settings {
  readonly severities: Severities;
  readonly findings: readonly Finding[];
}

/** The settings file that is nearest to a folder, upwards to the root of its repository; undefined when there is none. */
export async function findSettings(folder: string, files: FileAccess): Promise<string | undefined> {
  const path = join(folder, SETTINGS_FILE);
  if ((await files.stat(path))?.kind === "file") return path;
  const parent = dirname(folder);
  const isRoot = parent === folder || (await files.stat(join(folder, ".git"))) !== undefined;
  return isRoot ? undefined : await findSettings(parent, files);
}

/** Reads `validate: { rules: { CODE: off|note|warning|error } }`; other top-level keys are for other commands. */
function readSettings(document: YamlDocument): Settings {
  const severities = new Map<RuleCode, Level>();
  const findings: Finding[] = [];
  for (const entry of entriesUnder(document.root, ["validate", "rules"], findings)) {
    const setting = readRule(entry, document);
    if ("level" in setting) severities.set(setting.code, setting.level);
    else findings.push(setting);
  }
  return { severities, findings };
}

/** The severities that a settings file asks for, and what is wrong with it; the rest of it counts. */
export function checkSettings(
  text: string,
  file: string,
): { readonly severities: Severities; readonly diagnostics: readonly Diagnostic[] } {
  const document = parseYaml(text, { templates: false });
  const { severities, findings } = readSettings(document);
  const diagnostics = [...document.problems, ...findings].map(({ span, message, help }): Diagnostic => {
    const range: Range = { start: document.lines.at(span.start), end: document.lines.at(span.end) };
    const code = "settings/invalid";
    const { severity } = RULE_DOCS[code];
    const about = { code, severity, message, file, range, related: [], docs: docsPage(code) } as const;
    return Object.assign(about, help === undefined ? {} : { help });
  });
  return { severities, diagnostics };
}

/** The entries of the map at a path. Every other map on the way may be absent or empty, and has no other keys but at the top. */
function entriesUnder(root: YamlNode | undefined, path: readonly string[], findings: Finding[]): readonly YamlEntry[] {
  let node = root;
  for (const [depth, step] of ["", ...path].entries()) {
    if (depth > 0) node = stepInto(node, step, depth === 1, findings);
    if (node === undefined || (node.kind === "scalar" && node.value.type === "null")) return [];
    if (node.kind !== "map") {
      findings.push({ span: node.span, message: `${depth === 0 ? "the settings" : `'${step}'`} must be a map` });
      return [];
    }
  }
  return node?.kind === "map" ? node.entries : [];
}

function stepInto(node: YamlNode | undefined, step: string, isTop: boolean, findings: Finding[]): YamlNode | undefined {
  if (node?.kind !== "map") return undefined;
  for (const entry of node.entries) {
    const key = keyText(entry) ?? "";
    if (key === step) continue;
    const help = didYouMean(key, [step]);
    if (isTop && help === undefined) continue;
    findings.push({
      span: entry.key.span,
      message: `there is no setting '${key}' here`,
      ...(help === undefined ? {} : { help }),
    });
  }
  return node.entries.find((entry) => keyText(entry) === step)?.value;
}

function readRule(
  entry: YamlEntry,
  { text }: YamlDocument,
): { readonly code: RuleCode; readonly level: Level } | Finding {
  const code = keyText(entry) ?? text.slice(entry.key.span.start, entry.key.span.end);
  if (!isRuleCode(code)) {
    const help = didYouMean(code, Object.keys(RULE_DOCS));
    return {
      span: entry.key.span,
      message: `there is no diagnostic '${code}'`,
      ...(help === undefined ? {} : { help }),
    };
  }
  // YAML 1.1 reads `off` as false.
  const { value } = entry;
  const isOff = value.kind === "scalar" && value.value.type === "boolean" && !value.value.value;
  const level = isOff ? "off" : LEVELS.find((one) => one === textOf(value));
  const span = placeOf(entry);
  if (level === undefined) return { span, message: `'${code}' is to be ${LEVELS.join(", ")}` };
  if (level !== "error" && !canLower(code)) {
    return { span, message: `'${code}' can only be error: CPEX refuses the file all the same` };
  }
  return { code, level };
}
