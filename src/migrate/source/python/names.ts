import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../../yaml/span.ts";
import { isFrameworkPath, newPath } from "../moved.ts";
import type { Import } from "./imports.ts";
import { childrenOf, nodesNamed, type PythonSource, textOf } from "./parse.ts";

/** A name followed by attributes, `fw.models.PluginMode`, with the place of each part. */
export interface Chain extends Span {
  readonly node: SyntaxNode;
  readonly parts: readonly (Span & { readonly name: string })[];
}

/** What the names of a file stand for: dotted paths, or `undefined` for something of the file's own. */
export type Bindings = ReadonlyMap<string, ReadonlySet<string | undefined>>;

/** What `import *` of the framework brings, as far as it matters here. */
const STARRED = ["OnError", "PluginConfig", "PluginMode"];

/**
 * Collects what imports, definitions and plain aliases (`Mode = PluginMode`) bind, for the whole file at once: scopes are not
 * told apart, and a name that stands for several things says so.
 */
export function readBindings(source: PythonSource, imports: readonly Import[]): Bindings {
  const bindings = new Map<string, Set<string | undefined>>();
  const bind = (name: string, path: string | undefined): void => {
    bindings.set(name, (bindings.get(name) ?? new Set()).add(path));
  };
  for (const statement of imports) {
    if (statement.kind === "from" && statement.star && statement.module !== undefined) {
      if (isFrameworkPath(statement.module)) for (const name of STARRED) bind(name, `${statement.module}.${name}`);
    }
    for (const { name, alias } of statement.names) {
      if (statement.kind === "from") {
        bind(alias ?? name, statement.module === undefined ? undefined : `${statement.module}.${name}`);
      } else if (alias === undefined) bind(name.split(".")[0] ?? name, name.split(".")[0]);
      else bind(alias, name);
    }
  }
  for (const node of nodesNamed(source, "ClassDefinition", "FunctionDefinition")) {
    const name = node.getChild("VariableName");
    // A method is no name of the file.
    const method = node.parent?.parent?.name === "ClassDefinition";
    if (name !== null && !method) bind(textOf(source, name), undefined);
  }
  for (const node of nodesNamed(source, "AssignStatement")) {
    const [target, operator, value] = childrenOf(node);
    if (target?.name !== "VariableName" || operator?.name !== "AssignOp" || value === undefined) continue;
    if (value.name === "None") continue;
    const chain = readChain(source, value);
    bind(textOf(source, target), chain === undefined ? undefined : resolve(chain, bindings));
  }
  return bindings;
}

/** Reads a node as a name with attributes; undefined when it is anything else. */
export function readChain(source: PythonSource, node: SyntaxNode): Chain | undefined {
  if (node.name === "VariableName") {
    const span = { start: node.from, end: node.to };
    return { node, ...span, parts: [{ name: textOf(source, node), ...span }] };
  }
  if (node.name !== "MemberExpression" && node.name !== "AttributePattern") return undefined;
  const parts: { name: string; start: number; end: number }[] = [];
  for (const child of childrenOf(node)) {
    if (child.name === "PropertyName") parts.push({ name: textOf(source, child), start: child.from, end: child.to });
    else if (child.name === "VariableName" || child.name === "MemberExpression") {
      const inner = readChain(source, child);
      if (inner === undefined || parts.length > 0) return undefined;
      parts.push(...inner.parts);
    } else if (child.name !== "." && child.name !== "Comment") return undefined;
  }
  return { node, start: node.from, end: node.to, parts };
}

/** All chains of a file, each as long as it is written; import statements and the names of arguments have none. */
export function readChains(source: PythonSource): readonly Chain[] {
  const chains: Chain[] = [];
  for (const node of nodesNamed(source, "VariableName", "MemberExpression", "AttributePattern")) {
    const { parent } = node;
    if (parent === null || parent.name === "ImportStatement") continue;
    const isStart = parent.firstChild?.from === node.from;
    if (["MemberExpression", "AttributePattern"].includes(parent.name) && isStart && readChain(source, parent))
      continue;
    if (parent.name === "ArgList" && node.nextSibling?.name === "AssignOp") continue;
    const chain = readChain(source, node);
    if (chain !== undefined) chains.push(chain);
  }
  return chains;
}

/**
 * The dotted path that a chain stands for; undefined when the name is of the file's own, unknown, or several things. The old
 * and the new path of one thing, as a fallback imports them, are one thing.
 */
export function resolve({ parts }: Pick<Chain, "parts">, bindings: Bindings): string | undefined {
  const [root, ...rest] = parts.map(({ name }) => name);
  const [origin, ...others] = bindings.get(root ?? "") ?? [];
  if (origin === undefined) return undefined;
  if (others.some((other) => other === undefined || newPath(other) !== newPath(origin))) return undefined;
  return [origin, ...rest].join(".");
}
