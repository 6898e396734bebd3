import { composeYaml } from "./compose.ts";
import { YAML_LIMITS } from "./limits.ts";
import { Lines } from "./lines.ts";
import { entryOf, type YamlItem, type YamlNode, type YamlPath } from "./node.ts";
import type { YamlProblem } from "./problem.ts";
import type { Span } from "./span.ts";
import { fillTemplate } from "./template/fill.ts";
import { holdsHelm, maskHelm } from "./template/helm.ts";
import { renderTemplate, type Rendered, withoutTemplates } from "./template/render.ts";
import { buildTree } from "./tree.ts";

/** A YAML file that was read, with the place of everything in it. All spans are offsets in {@link text}. */
export interface YamlDocument {
  readonly text: string;
  readonly lines: Lines;
  /** Undefined when there is a problem that leaves nothing to look at. */
  readonly root: YamlNode | undefined;
  /** What is wrong with template and YAML, before anyone looks at what the file says. */
  readonly problems: readonly YamlProblem[];
  /** Spans that are template syntax. */
  readonly templates: readonly Span[];
  /** Spans whose text the loader may write never, once or often, as the environment decides. */
  readonly blocks: readonly Span[];
}

export interface ParseOptions {
  /** Whether the loader renders the file with Jinja before it reads the YAML, as CPEX does with configs. */
  readonly templates: boolean;
  /** Whether Helm may fill the file before that, as the files of a chart. */
  readonly helm?: boolean | undefined;
  /** Values for the template; without them, what depends on the environment is not known. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Reads YAML 1.1 as PyYAML's safe loader does. Never throws: problems are data. */
export function parseYaml(text: string, options: ParseOptions): YamlDocument {
  const lines = new Lines(text);
  if (text.length > YAML_LIMITS.length) return unread(lines, tooLong(text));
  const rendered = render(text, options);
  if (rendered.problems.some(({ code }) => code === "template/syntax")) return unread(lines, ...rendered.problems);
  const { root, problems } = readRendered(rendered);
  const all = [...rendered.problems, ...problems].sort((a, b) => a.span.start - b.span.start);
  return { text, lines, root, problems: all, templates: rendered.templates, blocks: blocksOf(rendered, root) };
}

function render(text: string, { templates, helm, env }: ParseOptions): Rendered {
  if (!templates) return withoutTemplates(text);
  if (helm === true && holdsHelm(text)) return maskHelm(text);
  return env === undefined ? renderTemplate(text) : fillTemplate(text, env);
}

/** What is no YAML before Helm has filled it, may well be some afterwards. */
function blocksOf({ blocks, problems, output }: Rendered, root: YamlNode | undefined): readonly Span[] {
  const isOpen = root === undefined && problems.some(({ code }) => code === "template/helm");
  return isOpen ? [{ start: 0, end: output.toSource({ start: 0, end: output.length }).end }] : blocks;
}

const EMPTY: YamlNode = { kind: "scalar", value: { type: "null" }, plain: true, span: { start: 0, end: 0 } };

function readRendered({ output, unknown }: Rendered): Pick<YamlDocument, "root" | "problems"> {
  const { root, problem } = composeYaml(output.text);
  const toSource = (span: Span): Span => output.toSource(span);
  if (problem !== undefined) return { root: undefined, problems: [{ ...problem, span: toSource(problem.span) }] };
  if (root === undefined) return { root: EMPTY, problems: [] };
  const tree = buildTree({ text: output.text, root, unknown, toSource });
  const tooLarge = tree.problems.some(({ code }) => code === "yaml/too-large");
  return { root: tooLarge ? undefined : tree.root, problems: tree.problems };
}

function unread(lines: Lines, ...problems: readonly YamlProblem[]): YamlDocument {
  return { text: lines.text, lines, root: undefined, problems, templates: [], blocks: [] };
}

function tooLong(text: string): YamlProblem {
  const mebibytes = YAML_LIMITS.length / 1024 / 1024;
  const message = `the file has ${text.length} characters; at most ${mebibytes} Mi are read`;
  return { code: "yaml/too-large", span: { start: 0, end: 0 }, message };
}

/** Follows keys and indexes from the root, through aliases and merge keys. */
export function nodeAt(document: YamlDocument, path: YamlPath): YamlNode | undefined {
  return path.length === 0 ? document.root : itemAt(document, path)?.value;
}

/**
 * Where a path lies: the key that leads there, or the value. The value behind an alias is the value at its anchor. An empty
 * value has no place of its own, and its key stands for it.
 */
export function locate(document: YamlDocument, path: YamlPath, part: "key" | "value"): Span | undefined {
  if (path.length === 0) return document.root?.span;
  const item = itemAt(document, path);
  if (item === undefined) return undefined;
  const key = "key" in item ? (item as { readonly key: YamlNode }).key.span : undefined;
  if (part === "key") return key ?? item.at;
  return item.value.span.end > item.value.span.start ? item.value.span : (key ?? item.at);
}

function itemAt(document: YamlDocument, path: YamlPath): YamlItem | undefined {
  let node: YamlNode | undefined = document.root;
  let item: YamlItem | undefined;
  for (const step of path) {
    item = typeof step === "number" ? itemOf(node, step) : entryOf(node, step);
    node = item?.value;
  }
  return item;
}

function itemOf(node: YamlNode | undefined, index: number): YamlItem | undefined {
  return node?.kind === "list" ? node.items[index] : undefined;
}
