import type { SyntaxNode } from "@lezer/common";
import type { Edit, Finding, Proposal } from "./edit.ts";
import { addOnError, modeArgument, type ModeArgument } from "./on-error.ts";
import { isFrameworkPath } from "./moved.ts";
import type { PythonFile } from "./python/file.ts";
import { type Chain, readChain, resolve } from "./python/names.ts";
import { childrenOf, nodesNamed, type PythonSource, textOf } from "./python/parse.ts";
import { readString } from "./python/strings.ts";

/** CPEX's own table, as its loader maps old configs (`PluginConfig._migrate_legacy_modes`). */
const NEW_VALUES: ReadonlyMap<string, string> = new Map([
  ["enforce", "sequential"],
  ["permissive", "transform"],
  ["enforce_ignore_error", "sequential"],
]);
const NEW_MEMBERS: ReadonlyMap<string, string> = new Map(
  [...NEW_VALUES].map(([from, to]) => [from.toUpperCase(), to.toUpperCase()]),
);
const IGNORED_ERRORS = "enforce_ignore_error";

/** One place where an old mode is written. */
interface OldMode {
  /** The word itself. */
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** The whole expression. */
  readonly node: SyntaxNode;
  /** What `PluginMode` is written as in it; undefined for a string. */
  readonly enumeration: Chain | undefined;
}

/** Old members of `PluginMode`, and old values where a `PluginConfig` or a `PluginMode` is made from them. */
export function migrateModes(file: PythonFile): Proposal {
  const edits = new Map<string, Edit>();
  const findings: Finding[] = [];
  const add = (edit: Edit): unknown => edits.set(`${edit.start}:${edit.text}`, edit);
  for (const mode of [...members(file), ...calls(file), ...subscripts(file), ...keywords(file)]) {
    const { start, end, word } = mode;
    const to = NEW_VALUES.get(word) ?? NEW_MEMBERS.get(word) ?? word;
    const argument = modeArgument(file, mode.node);
    if (word.toLowerCase() === IGNORED_ERRORS) {
      const added = ignoreErrors(file, mode, argument);
      if (added === undefined) {
        const message = `${word} is ${to} with on_error=OnError.IGNORE, and it is not clear here where on_error goes`;
        findings.push({ start: mode.node.from, end: mode.node.to, message });
        continue;
      }
      added.forEach(add);
    }
    add({ start, end, text: to, reason: `${word} is now ${to}` });
  }
  findings.push(...strangers(file), ...bareStrings(file));
  return {
    edits: [...edits.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    findings: findings.sort((a, b) => a.start - b.start),
  };
}

/** What else changes for a plugin whose errors are ignored; undefined when that is not clear. */
function ignoreErrors(
  file: PythonFile,
  { enumeration, node }: OldMode,
  argument: ModeArgument | undefined,
): readonly Edit[] | undefined {
  if (argument === undefined || argument.spread) return undefined;
  if (argument.onError) return [];
  return addOnError(file, node, enumeration);
}

/** `PluginMode.ENFORCE`, also as a pattern of `case`. */
function members(file: PythonFile): readonly OldMode[] {
  const found: OldMode[] = [];
  for (const chain of file.chains) {
    const index = chain.parts.findIndex(({ name }, at) => at > 0 && NEW_MEMBERS.has(name));
    const part = chain.parts[index];
    if (part === undefined) continue;
    const enumeration = { ...chain, parts: chain.parts.slice(0, index) };
    if (!isPluginMode(file, enumeration)) continue;
    found.push({ start: part.start, end: part.end, word: part.name, node: chain.node, enumeration });
  }
  return found;
}

/** `PluginMode("enforce")` and `getattr(PluginMode, "ENFORCE")`. */
function calls(file: PythonFile): readonly OldMode[] {
  const found: OldMode[] = [];
  for (const node of nodesNamed(file.source, "CallExpression")) {
    const [callee, list] = [node.firstChild, node.getChild("ArgList")];
    if (callee === null || list === null) continue;
    const [, first, , second] = childrenOf(list);
    const byName = textOf(file.source, callee) === "getattr";
    const [object, word] = byName ? [first, second] : [callee, first];
    const enumeration = object === undefined ? undefined : readChain(file.source, object);
    if (enumeration === undefined || word === undefined || !isPluginMode(file, enumeration)) continue;
    const string = readString(file.source, word);
    if (string === undefined || !(byName ? NEW_MEMBERS : NEW_VALUES).has(string.value)) continue;
    found.push({ ...string.inside, word: string.value, node, enumeration });
  }
  return found;
}

/** `PluginMode["ENFORCE"]`. */
function subscripts(file: PythonFile): readonly OldMode[] {
  const found: OldMode[] = [];
  for (const node of nodesNamed(file.source, "MemberExpression")) {
    const [object, bracket, word] = childrenOf(node);
    if (object === undefined || word === undefined || bracket?.name !== "[") continue;
    const [enumeration, string] = [readChain(file.source, object), readString(file.source, word)];
    if (enumeration === undefined || string === undefined || !isPluginMode(file, enumeration)) continue;
    if (NEW_MEMBERS.has(string.value)) found.push({ ...string.inside, word: string.value, node, enumeration });
  }
  return found;
}

/** `PluginConfig(mode="enforce")`. */
function keywords(file: PythonFile): readonly OldMode[] {
  return nodesNamed(file.source, "String").flatMap((node) => {
    const string = readString(file.source, node);
    if (string === undefined || !NEW_VALUES.has(string.value) || modeArgument(file, node) === undefined) return [];
    return [{ ...string.inside, word: string.value, node, enumeration: undefined }];
  });
}

function isPluginMode({ bindings }: PythonFile, chain: Pick<Chain, "parts">): boolean {
  const path = resolve(chain, bindings);
  return path !== undefined && isFrameworkPath(path) && path.endsWith(".PluginMode");
}

/** `PluginMode.ENFORCE` of a `PluginMode` that comes from somewhere else: perhaps a re-export, perhaps another one. */
function strangers(file: PythonFile): readonly Finding[] {
  const found: Finding[] = [];
  for (const { parts, start, end } of file.chains) {
    const index = parts.findIndex(
      ({ name }, at) => at > 0 && NEW_MEMBERS.has(name) && parts[at - 1]?.name === "PluginMode",
    );
    if (index === -1 || isPluginMode(file, { parts: parts.slice(0, index) })) continue;
    const origins = file.bindings.get(parts[0]?.name ?? "");
    if (origins !== undefined && [...origins].every((origin) => origin === undefined)) continue;
    const from = [...(origins ?? [])].find((origin) => origin !== undefined);
    const where = from === undefined ? "nothing in this file says where it is from" : `it comes from ${from}`;
    found.push({ start, end, message: `${parts[index]?.name} is an old mode if this is CPEX's PluginMode; ${where}` });
  }
  return found;
}

/** Old values that are compared with a mode, or that stand in what looks like a plugin's config. */
function bareStrings(file: PythonFile): readonly Finding[] {
  const known = file.imports.some((statement) =>
    statement.kind === "from"
      ? statement.module !== undefined && isFrameworkPath(statement.module)
      : statement.names.some(({ name }) => isFrameworkPath(name)),
  );
  if (!known) return [];
  return nodesNamed(file.source, "String").flatMap((node) => {
    const value = readString(file.source, node)?.value ?? "";
    const to = NEW_VALUES.get(value);
    if (to === undefined) return [];
    const span = { start: node.from, end: node.to };
    if (isCompared(file.source, node)) {
      return [
        {
          ...span,
          message: `a mode is never '${value}' any more: compare it with '${to}' or with PluginMode.${to.toUpperCase()}`,
        },
      ];
    }
    return isConfigEntry(file.source, node)
      ? [{ ...span, message: `'${value}' is an old mode: it is '${to}' now` }]
      : [];
  });
}

function isCompared(source: PythonSource, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent === null) return false;
  if (["TupleExpression", "SetExpression", "ArrayExpression"].includes(parent.name)) return isCompared(source, parent);
  if (parent.name !== "BinaryExpression") return false;
  const comparison = childrenOf(parent).some(({ name }) => name === "CompareOp" || name === "in");
  return comparison && childrenOf(parent).some((child) => /(?:^|[.\]])mode(?:\.value)?$/.test(textOf(source, child)));
}

function isConfigEntry(source: PythonSource, node: SyntaxNode): boolean {
  const dictionary = node.parent;
  const key = node.prevSibling?.name === ":" ? node.prevSibling.prevSibling : null;
  if (dictionary?.name !== "DictionaryExpression" || key === null) return false;
  if (readString(source, key)?.value !== "mode") return false;
  return childrenOf(dictionary)
    .filter(({ nextSibling }) => nextSibling?.name === ":")
    .some((child) => ["kind", "hooks"].includes(readString(source, child)?.value ?? ""));
}
