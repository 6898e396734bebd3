import { ExitCode, ToolError } from "../../errors.ts";
import { readText } from "../../files/read-text.ts";
import { locate, parseYaml, type YamlDocument } from "../../yaml/document.ts";
import type { YamlPath } from "../../yaml/node.ts";
import type { YamlProblem } from "../../yaml/problem.ts";
import type { Span } from "../../yaml/span.ts";
import { type PluginSettings, readSettings } from "../settings.ts";
import { type Config, configWith } from "./config.ts";
import { configData } from "./config-data.ts";

/** What is wrong with a config file, and where: line and column from 1. */
export interface ConfigFileIssue {
  /** Keys and indexes from the root; empty where the file can't be read so far. */
  readonly path: YamlPath;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A config file that can't be used (exit 4). */
export class ConfigFileError extends ToolError {
  readonly issues: readonly ConfigFileIssue[];

  constructor(file: string, issues: readonly ConfigFileIssue[]) {
    const details = issues.map(({ path, message, line, column }) => {
      const at = path.length === 0 ? "" : `${path.join(".")}: `;
      return `${file}:${line}:${column}  ${at}${message}`;
    });
    super(ExitCode.failed, `${file} is not a valid config`, { details: details.join("\n") });
    this.issues = issues;
  }
}

export interface LoadConfigOptions {
  /** The variables that templates in the file can use. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: what `env` says. */
  readonly settings?: Pick<PluginSettings, "ssrf_protection_enabled">;
}

/**
 * Reads a config file as CPEX's loader does (cpex 0.1.4, loader/config.py): the Jinja template is filled with `env`, the
 * result is read as YAML 1.1, and the models check it. A file that does not exist is an error here.
 *
 * @throws {ToolError} when the file can't be read.
 * @throws {ConfigFileError} with everything that is wrong in it.
 * @throws {SettingsError} when the settings come from `env` and can't be read.
 */
export async function loadConfig(path: string, { env, settings }: LoadConfigOptions): Promise<Config> {
  const { ssrf_protection_enabled: ssrfProtection } = settings ?? readSettings(env);
  const document = parseYaml(await readText(path), { templates: true, env });
  const { config, issues } = readDocument(document, ssrfProtection);
  if (config === undefined) throw new ConfigFileError(path, issues);
  return config;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Checked {
  /** Undefined when there are issues. */
  readonly config?: Config;
  readonly issues: readonly ConfigFileIssue[];
}

function readDocument(document: YamlDocument, ssrfProtection: boolean): Checked {
  const unread = document.problems.filter(({ code }) => code !== "yaml/duplicate-key");
  if (document.root === undefined || unread.length > 0)
    return { issues: unread.map((problem) => placed(document, problem)) };
  const { data, issues } = configData(document.root);
  const parsed = configWith({ ssrfProtection }).safeParse(isEmpty(data) ? {} : data);
  const all = [...issues, ...(parsed.error?.issues ?? [])];
  if (parsed.success && all.length === 0) return { config: parsed.data, issues: [] };
  return { issues: all.map((issue) => located(document, issue)) };
}

/** What is false in Python counts as an empty config. */
function isEmpty(data: unknown): boolean {
  return data === null || data === false || data === 0 || data === "" || (Array.isArray(data) && data.length === 0);
}

function placed({ lines }: YamlDocument, { span, message, help }: YamlProblem): ConfigFileIssue {
  const { line, column } = lines.at(span.start);
  return { path: [], message: help === undefined ? message : `${message}. ${help}`, line, column };
}

/** An issue at the value it is about; at what should hold it where it is missing. */
function located(document: YamlDocument, { path: keys, message }: Issue): ConfigFileIssue {
  const path = keys.map((key) => (typeof key === "number" ? key : String(key)));
  let span: Span | undefined;
  for (let known = path.length; span === undefined && known >= 0; known--) {
    span = locate(document, path.slice(0, known), "value");
  }
  const { line, column } = document.lines.at(span?.start ?? 0);
  // The only symbols in the data stand for dates.
  return { path, message: message.replace(/received symbol$/, "received a date"), line, column };
}
