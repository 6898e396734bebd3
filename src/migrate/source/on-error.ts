import type { SyntaxNode } from "@lezer/common";
import type { Edit } from "./edit.ts";
import { isFrameworkPath } from "./moved.ts";
import type { PythonFile } from "./python/file.ts";
import type { FromImport } from "./python/imports.ts";
import { type Chain, readChain, resolve } from "./python/names.ts";
import { childrenOf, textOf } from "./python/parse.ts";
import { insertEntry, lineStart } from "./split-import.ts";

/** The call that an expression is the `mode` of. */
export interface ModeArgument {
  /** Whether the call says `on_error` itself; CPEX then keeps that. */
  readonly onError: boolean;
  /** Whether arguments come from a mapping (`**defaults`), which may say `on_error` too. */
  readonly spread: boolean;
}

const CONFIG_CLASSES = [".PluginConfig", ".PluginConfigOverride"];
const REASON = "errors of enforce_ignore_error are ignored by on_error now";

/** The call that makes a plugin's config with this expression as its mode; undefined when it is anything else. */
export function modeArgument({ source, bindings }: PythonFile, node: SyntaxNode): ModeArgument | undefined {
  const list = node.parent;
  const keyword = node.prevSibling?.name === "AssignOp" ? node.prevSibling.prevSibling : null;
  const callee = list?.parent?.firstChild;
  if (list?.name !== "ArgList" || keyword === null || textOf(source, keyword) !== "mode") return undefined;
  const chain = callee === null || callee === undefined ? undefined : readChain(source, callee);
  const path = chain === undefined ? undefined : resolve(chain, bindings);
  if (path === undefined || !isFrameworkPath(path) || !CONFIG_CLASSES.some((name) => path.endsWith(name))) {
    return undefined;
  }
  const tokens = childrenOf(list);
  return {
    onError: tokens.some((token) => token.nextSibling?.name === "AssignOp" && textOf(source, token) === "on_error"),
    spread: tokens.some(({ name }) => name === "**"),
  };
}

/**
 * Adds `on_error` after the mode: as a member of `OnError`, imported where `PluginMode` is, or as a string beside a string.
 * Undefined when `OnError` can't be named for certain.
 */
export function addOnError(
  file: PythonFile,
  mode: SyntaxNode,
  enumeration: Chain | undefined,
): readonly Edit[] | undefined {
  const { text, source } = file;
  const keyword = mode.prevSibling?.prevSibling;
  if (keyword === null || keyword === undefined) return undefined;
  const quote = /["']/.exec(textOf(source, mode))?.[0] ?? '"';
  const member =
    enumeration === undefined ? { value: `${quote}ignore${quote}`, edits: [] } : nameOnError(file, enumeration);
  if (member === undefined) return undefined;
  const argument = { start: keyword.from, end: mode.to };
  return [...member.edits, ...insertEntry(text, argument, `on_error=${member.value}`, REASON)];
}

interface Named {
  readonly value: string;
  readonly edits: readonly Edit[];
}

function nameOnError(file: PythonFile, { parts }: Chain): Named | undefined {
  const prefix = parts.slice(0, -1).map(({ name }) => name);
  if (prefix.length > 0) return { value: [...prefix, "OnError", "IGNORE"].join("."), edits: [] };
  const root = parts[0]?.name ?? "";
  const brings = file.imports.flatMap((statement) => {
    if (statement.kind !== "from") return [];
    const name = statement.names.find((entry) => (entry.alias ?? entry.name) === root);
    return name === undefined ? [] : [{ statement, name }];
  });
  const known = onErrorNames(file);
  const edits: Edit[] = [];
  for (const { statement, name } of brings) {
    const present = statement.names.find((entry) => entry.name === "OnError");
    if (present?.alias === undefined && present !== undefined) continue;
    if (known.topLevel !== undefined) return { value: `${known.topLevel}.IGNORE`, edits: [] };
    if (present !== undefined || known.other || !exportsOnError(statement)) return undefined;
    edits.push(...insertEntry(file.text, name, "OnError", REASON));
  }
  if (brings.length === 0 && !file.imports.some(bringsAll)) return undefined;
  return { value: "OnError.IGNORE", edits };
}

/** What `OnError` is called in a file: at the top of it, where every function sees it; and whether something else is. */
function onErrorNames({ imports, bindings, text }: PythonFile): {
  readonly topLevel: string | undefined;
  readonly other: boolean;
} {
  const own = [...(bindings.get("OnError") ?? [])];
  const other = own.some((path) => path === undefined || !isFrameworkPath(path));
  for (const statement of imports) {
    if (statement.kind !== "from" || statement.start !== lineStart(text, statement.start)) continue;
    if (statement.module === undefined || !isFrameworkPath(statement.module)) continue;
    const entry = statement.names.find(({ name }) => name === "OnError");
    if (entry !== undefined) return { topLevel: entry.alias ?? entry.name, other };
  }
  return { topLevel: undefined, other };
}

/** `OnError` is in the framework and in its `models`, as `PluginMode` is. */
function exportsOnError({ module }: FromImport): boolean {
  return module !== undefined && isFrameworkPath(module) && /\.framework(?:\.models)?$/.test(module);
}

function bringsAll(statement: PythonFile["imports"][number]): boolean {
  return statement.kind === "from" && statement.star && exportsOnError(statement);
}
